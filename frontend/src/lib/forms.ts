// Small manners of forms: sent once, the button repeats the choice, errors get the focus.
import { enhance } from "./page.ts";

const FILE_TAKES = 4000;

enhance("form", (form) => {
  form.addEventListener("submit", (event) => {
    if (form.dataset["sent"]) {
      event.preventDefault();
      return;
    }
    if (form.matches("[hx-post], [hx-get], [data-type-size], [method=dialog]")) return;
    form.dataset["sent"] = "yes";
    (event as SubmitEvent).submitter?.setAttribute("aria-busy", "true");
    if (form.matches("[data-file]")) setTimeout(() => letGo(form), FILE_TAKES);
  });
});

/** A form whose answer is a file leaves the page where it is: the next file is another one. */
function letGo(form: HTMLElement): void {
  delete form.dataset["sent"];
  form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  const key = form.querySelector<HTMLInputElement>("input[name=key]");
  if (key && form.matches("[data-file]")) key.value = crypto.randomUUID();
}

// A page that comes back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll<HTMLElement>("form[data-sent]")) letGo(form);
});

// What was wrong is no longer called so once it was changed; of several ways, one is enough.
enhance(".l-field.has-error", (field) => {
  const ways = field.closest("[data-one-of]") ?? field;
  const mend = (): void => {
    field.classList.remove("has-error");
    field.querySelectorAll(".l-error").forEach((error) => error.remove());
    field.querySelectorAll("[aria-invalid]").forEach((part) => part.removeAttribute("aria-invalid"));
    if (!document.querySelector(".l-field.has-error")) document.querySelector(".l-summary")?.remove();
  };
  ways.addEventListener("input", mend, { once: true });
  ways.addEventListener("change", mend, { once: true });
});

enhance("button[data-says]", (button) => {
  const form = (button as HTMLButtonElement).form;
  const plain = button.textContent ?? "";
  const tell = (): void => {
    const ticked = form?.querySelectorAll<HTMLInputElement>(".l-choice input:checked") ?? [];
    const titles = [...ticked].map(
      (input) => input.closest(".l-choice")?.querySelector(".l-choice-title")?.textContent?.trim(),
    );
    const said = titles.filter(Boolean).join(document.documentElement.lang === "en" ? ", " : "，");
    button.textContent = said ? (button.dataset["says"] ?? "%s").replace("%s", said) : plain;
  };
  form?.addEventListener("change", tell);
  tell();
});

// On a phone the row of tabs is longer than the screen: the page's own one is brought into sight.
enhance(".l-tablist [aria-current]", (tab) => {
  const row = tab.closest<HTMLElement>(".l-tablist");
  if (row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
});

enhance("[data-focus]", (element) => element.focus());

enhance("[data-needs-script]", (element) => {
  element.hidden = false;
});

enhance("[data-no-script]", (element) => {
  element.hidden = true;
});

enhance("[data-submit-on-change]", (element) => {
  element.addEventListener("change", () => element.closest("form")?.requestSubmit());
});
