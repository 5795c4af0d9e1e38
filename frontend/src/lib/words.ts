// The words that scripts show come with the page, in the reader's language.

const source = document.getElementById("l-words");
const words = JSON.parse(source?.textContent ?? "{}") as Record<string, string>;

/** One of the page's words, with what belongs into it. */
export function word(name: string, inside = ""): string {
  return (words[name] ?? name).replace("%s", inside);
}
