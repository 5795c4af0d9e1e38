// What is typed survives a lost page. Kept on this device only; passwords, files and the
// form's own key are never kept. `data-draft="name"` keeps it until the browser closes,
// `data-draft-keep` for longer, `data-draft-done="name"` on the next page throws it away.
import { enhance } from "./page.ts";
import { word } from "./words.ts";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const NEVER = "[type=password], [type=file], [type=hidden], [data-no-draft]";
const PREFIX = "linli.draft.";

function store(form: HTMLElement): Storage {
  return "draftKeep" in form.dataset ? localStorage : sessionStorage;
}

function fields(form: HTMLFormElement): Field[] {
  const all = [...form.elements] as Field[];
  return all.filter((field) => field.name && !field.matches(`button, fieldset, ${NEVER}`));
}

function isTicked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type);
}

function collect(form: HTMLFormElement): Record<string, string[]> {
  const draft: Record<string, string[]> = {};
  for (const field of fields(form)) {
    const kept = (draft[field.name] ??= []);
    if (!isTicked(field)) kept.push(field.value);
    else if (field.checked) kept.push(field.value);
  }
  return draft;
}

function restore(form: HTMLFormElement, draft: Record<string, string[]>): void {
  for (const field of fields(form)) {
    const kept = draft[field.name];
    if (!kept) continue;
    if (isTicked(field)) field.checked = field.defaultChecked || kept.includes(field.value);
    else if (!field.value && kept[0]) field.value = kept[0];
  }
}

function tellWhen(form: HTMLElement): void {
  const line = document.querySelector<HTMLElement>("[data-draft-status]");
  if (!line) return;
  const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  line.textContent = word("saved", time);
  form.dataset["draftSaved"] = time;
}

enhance("form[data-draft]", (form) => {
  if (!(form instanceof HTMLFormElement)) return;
  const key = PREFIX + (form.dataset["draft"] ?? "");
  const kept = store(form).getItem(key);
  if (kept) restore(form, JSON.parse(kept) as Record<string, string[]>);
  let timer = 0;
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      store(form).setItem(key, JSON.stringify(collect(form)));
      tellWhen(form);
    }, 400);
  });
});

enhance("[data-draft-done]", (mark) => {
  for (const name of (mark.dataset["draftDone"] ?? "").split(" ")) {
    sessionStorage.removeItem(PREFIX + name);
    localStorage.removeItem(PREFIX + name);
  }
});
