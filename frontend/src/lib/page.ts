// Pieces come alive when the page loads and again in every part that htmx brings.

type Enhance = (element: HTMLElement) => void;

const known: [string, Enhance][] = [];
const alive = new WeakMap<Element, Set<string>>();

function wake(root: ParentNode, selector: string, enhance: Enhance): void {
  const found = [...root.querySelectorAll<HTMLElement>(selector)];
  if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
  for (const element of found) {
    const done = alive.get(element) ?? new Set();
    if (done.has(selector)) continue;
    alive.set(element, done.add(selector));
    enhance(element);
  }
}

/** Run `enhance` once for each element that matches, now and later. */
export function enhance(selector: string, run: Enhance): void {
  known.push([selector, run]);
  wake(document, selector, run);
}

document.addEventListener("htmx:after:process", (event) => {
  const root = event.target instanceof Element ? event.target : document;
  for (const [selector, run] of known) wake(root, selector, run);
});

/** A child by selector, or an error that names what a template left out. */
export function part<T extends HTMLElement>(root: ParentNode, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`The page lacks ${selector}.`);
  return found;
}

/** Whether somebody is typing, so that keys are letters. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches("textarea, select")) return true;
  return target.matches("input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}
