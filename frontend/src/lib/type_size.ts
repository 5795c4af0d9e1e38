// Large type at once, without leaving the page; the form does the same without a script.
import { enhance } from "./page.ts";

enhance("form[data-type-size]", (form) => {
  form.addEventListener("submit", (event) => {
    const wanted = form.querySelector<HTMLInputElement>("input[name=large]");
    if (!(form instanceof HTMLFormElement) || !wanted) return;
    event.preventDefault();
    void fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" })
      .then(() => window.location.reload())
      .catch(() => form.submit());
  });
});
