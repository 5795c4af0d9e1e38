// The map weighs more than the page: it is fetched when somebody taps, never before.
import { enhance, part } from "./page.ts";

enhance("[data-map-point]", (box) => {
  part(box, "[data-map-open]").addEventListener("click", () => {
    void import("../map.ts").then(({ openMap }) => openMap(box));
  });
});

enhance("[data-map-show]", (box) => {
  box.addEventListener("click", () => {
    void import("../map.ts").then(({ openMap }) => openMap(box));
  }, { once: true });
});
