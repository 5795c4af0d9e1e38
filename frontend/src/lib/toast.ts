import { enhance } from "./page.ts";

const SECONDS = 8;

function retire(toast: HTMLElement, seconds: number): void {
  let left = seconds;
  const clock = window.setInterval(() => {
    if (toast.matches(":hover, :focus-within")) return;
    left -= 1;
    if (left > 0) return;
    window.clearInterval(clock);
    toast.remove();
  }, 1000);
}

/** Say something at the foot of the page for a while. */
export function say(text: string, tone = ""): void {
  const toast = document.createElement("div");
  toast.className = tone ? `l-toast is-${tone}` : "l-toast";
  toast.textContent = text;
  document.getElementById("l-toasts")?.append(toast);
  retire(toast, SECONDS);
}

enhance("[data-toast]", (toast) => retire(toast, Number(toast.dataset["seconds"] ?? SECONDS)));
