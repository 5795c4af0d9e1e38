// The right pane of a split view: which one is open, where the focus goes.
import { enhance } from "./page.ts";

enhance(".l-split", (split) => {
  document.addEventListener("htmx:after:swap", (event) => {
    const pane = split.querySelector<HTMLElement>(".l-case-pane");
    if (!(event.target instanceof Node) || !pane) return;
    split.classList.toggle("is-open", Boolean(pane.querySelector("[data-open]")));
    pane.querySelector("[data-scroll]")?.scrollTo(0, 0);
  });
});
