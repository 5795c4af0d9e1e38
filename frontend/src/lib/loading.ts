// A part that is slow to come shows grey lines; one that does not come says so.
import { say } from "./toast.ts";
import { word } from "./words.ts";

const PATIENCE = 300;
const waiting = new WeakMap<Element, number>();

interface Detail {
  ctx?: { target?: Element | string; response?: { status: number } };
}

function targetOf(event: Event): Element | null {
  const target = (event as CustomEvent<Detail>).detail.ctx?.target;
  if (typeof target === "string") return document.querySelector(target);
  return target ?? null;
}

function stop(event: Event): void {
  const target = targetOf(event);
  if (!target) return;
  window.clearTimeout(waiting.get(target));
  target.removeAttribute("aria-busy");
  target.querySelector(":scope > .l-skeleton.is-laid")?.remove();
}

document.addEventListener("htmx:before:request", (event) => {
  const target = targetOf(event);
  const model = target && document.getElementById(target.getAttribute("data-skeleton") ?? "");
  if (!target) return;
  target.setAttribute("aria-busy", "true");
  if (!(model instanceof HTMLTemplateElement)) return;
  const timer = window.setTimeout(() => {
    const lines = model.content.firstElementChild?.cloneNode(true);
    if (!(lines instanceof Element)) return;
    lines.classList.add("is-laid");
    target.prepend(lines);
  }, PATIENCE);
  waiting.set(target, timer);
});

document.addEventListener("htmx:finally:request", stop);

document.addEventListener("htmx:response:error", (event) => {
  const status = (event as CustomEvent<Detail>).detail.ctx?.response?.status ?? 0;
  if (status >= 500 || status === 429) say(word("fault"), "late");
});

document.addEventListener("htmx:error", () => {
  say(word(navigator.onLine ? "fault" : "offline"), "late");
});
