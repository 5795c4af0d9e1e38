// A text that comes near its longest is counted, and never cut.
import { enhance } from "./page.ts";
import { word } from "./words.ts";

const NEAR = 0.8;

enhance("[data-longest]", (element) => {
  const field = element as HTMLInputElement | HTMLTextAreaElement;
  const longest = Number(field.dataset["longest"]);
  const told = document.createElement("p");
  told.className = "l-counter";
  told.setAttribute("role", "status");
  field.after(told);
  const count = (): void => {
    const left = longest - [...field.value].length;
    told.hidden = left > longest * (1 - NEAR);
    told.classList.toggle("is-late", left < 0);
    told.textContent = told.hidden
      ? ""
      : word(left < 0 ? "too_long" : "room_left", String(Math.abs(left)));
  };
  field.addEventListener("input", count);
  count();
});
