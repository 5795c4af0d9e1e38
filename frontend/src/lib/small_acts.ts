// Print, copy, unfold.
import { enhance } from "./page.ts";
import { say } from "./toast.ts";
import { word } from "./words.ts";

enhance("[data-print]", (button) => button.addEventListener("click", () => window.print()));

enhance("[data-copy]", (button) => {
  button.addEventListener("click", () => {
    const text = document.querySelector(button.dataset["copy"] ?? "")?.textContent?.trim() ?? "";
    void navigator.clipboard.writeText(text).then(() => say(word("copied")));
  });
});

enhance(".l-fold", (fold) => {
  const text = fold.querySelector<HTMLElement>(":scope > .l-words");
  if (text && text.scrollHeight <= text.clientHeight + 2) fold.classList.add("is-open");
});

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.l-post[open]")) {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  }
});
