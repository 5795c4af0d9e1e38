// Keys of the desk. Whatever carries `data-key` is pressed by its key; two letters such as
// "g p" are pressed one after the other. Nothing happens while somebody types.
import { isTyping, part } from "./page.ts";
import { isInForm, wordsAtStake } from "./words_at_stake.ts";

const TOGETHER = 900;
let first = "";
let timer = 0;

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

function carriers(): HTMLElement[] {
  const scope = document.querySelector("dialog[open]") ?? document;
  return [...scope.querySelectorAll<HTMLElement>("[data-key]")].filter(isShown);
}

function press(element: HTMLElement): void {
  if (isTyping(element)) element.focus();
  else element.click();
  if (element instanceof HTMLInputElement && isTyping(element)) element.select();
}

function find(key: string): HTMLElement | undefined {
  return carriers().find((element) => element.dataset["key"] === key);
}

function onKey(event: KeyboardEvent): void {
  if (event.key === "Escape" && (isTyping(event.target) || isInForm(event.target))) {
    (event.target as HTMLElement).blur();
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isInForm(event.target) || wordsAtStake()) return;
  const pair = first ? `${first} ${event.key}` : "";
  const found = (pair && find(pair)) || find(event.key);
  window.clearTimeout(timer);
  first = "";
  if (found) {
    event.preventDefault();
    press(found);
    return;
  }
  if (/^[a-z]$/.test(event.key)) {
    first = event.key;
    timer = window.setTimeout(() => (first = ""), TOGETHER);
  }
}

function nameOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const extra of copy.querySelectorAll("kbd, .l-unseen")) extra.remove();
  const text = copy.textContent?.trim();
  return element.dataset["keyName"] ?? (text || element.getAttribute("aria-label") || "");
}

function openHelp(): void {
  const dialog = document.getElementById("keys-dialog");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  const list = part(dialog, "[data-keys-here]");
  list.replaceChildren();
  for (const element of carriers()) {
    const line = document.createElement("li");
    const key = document.createElement("kbd");
    key.className = "l-key";
    key.textContent = element.dataset["key"] ?? "";
    line.append(nameOf(element), key);
    list.append(line);
  }
  dialog.showModal();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", (event) => {
  if ((event.target as Element).closest("[data-keys-help]")) openHelp();
});
