// "Use my position": asked only when tapped, kept as whole 1e-7 degrees, never needed.
import { enhance, part } from "./page.ts";
import { word } from "./words.ts";

const UNITS_PER_DEGREE = 10_000_000;

/** Write a place as `longitude,latitude` in whole 1e-7 degrees. */
export function asUnits(longitude: number, latitude: number): string {
  return [longitude, latitude].map((degree) => Math.round(degree * UNITS_PER_DEGREE)).join();
}

enhance("[data-locate]", (box) => {
  const line = part(box, "[role=status]");
  const field = part<HTMLInputElement>(box, "input");
  if (!("geolocation" in navigator)) {
    box.hidden = true;
    return;
  }
  part(box, "button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        field.value = asUnits(coords.longitude, coords.latitude);
        line.textContent = word("position_found", String(Math.round(coords.accuracy)));
        field.dispatchEvent(new Event("change", { bubbles: true }));
      },
      () => {
        line.textContent = word("position_refused");
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
});
