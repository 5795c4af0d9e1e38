// Words that nobody has sent yet: while a form of an act holds some, no key acts, so that
// whoever types beside the field is not carried away from what was written.
import { enhance } from "./page.ts";

const GUARDED = "form[data-guard]";
const WRITTEN = ":is(textarea, input:not([type=hidden], [type=radio], [type=checkbox]))";

function differs(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  return field.value !== field.defaultValue;
}

/** Whether an opened form of an act holds words that were not sent. */
export function wordsAtStake(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    `${GUARDED} ${WRITTEN}`,
  );
  return [...fields].some(differs);
}

/** Whether the focus is on a field of an act's form, ticks and choices too. */
export function isInForm(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.closest(GUARDED) !== null;
}

// A form that opens takes the focus: what is faulty first, then what is chosen, then the first.
enhance("form[data-guard]", (form) => {
  const fields = [
    ...form.querySelectorAll<HTMLElement>("input:not([type=hidden]), textarea, select"),
  ].filter((field) => field.getClientRects().length > 0);
  const faulty = fields.find((field) => field.closest(".has-error"));
  const first = faulty ?? fields[0];
  if (!(first instanceof HTMLInputElement) || first.type !== "radio") {
    first?.focus();
    return;
  }
  const chosen = form.querySelector<HTMLInputElement>(`input[name="${first.name}"]:checked`);
  (chosen ?? first).focus();
});
