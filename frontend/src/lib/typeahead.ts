// Arrow keys walk from the field into its answers; a chosen answer fills the field.
import { enhance, part } from "./page.ts";

enhance("[data-typeahead]", (box) => {
  const input = part<HTMLInputElement>(box, ".l-find input");
  const options = part(box, "[data-options]");

  input.addEventListener("keydown", (event) => {
    const first = options.querySelector<HTMLInputElement>("input[type=radio]");
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      (options.querySelector<HTMLInputElement>("input:checked") ?? first).focus();
    }
    // Enter asks for answers; it must not send a half-filled form.
    if (event.key === "Enter" && !options.querySelector("input:checked")) event.preventDefault();
  });

  options.addEventListener("change", (event) => {
    if (!(event.target instanceof HTMLInputElement) || !event.target.value) return;
    const label = event.target.closest(".l-option")?.querySelector("[data-label]");
    if (label?.textContent) input.value = label.textContent.trim();
  });
});
