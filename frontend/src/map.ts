// Outlines of the place on plain ground: no tiles, no fonts, nothing from elsewhere.
import { Map as Chart, Marker, NavigationControl, setWorkerUrl, type LngLatLike } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { asUnits } from "./lib/locate.ts";
import { part } from "./lib/page.ts";

const TEAL = "#0b6e69";
const UNITS_PER_DEGREE = 10_000_000;

setWorkerUrl(worker);

/** Where a bounding box of whole 1e-7 degrees lies: west, south, east, north. */
function bounds(text: string): [LngLatLike, LngLatLike] | null {
  const edges = text.split(",").map((unit) => Number(unit) / UNITS_PER_DEGREE);
  const [west, south, east, north] = edges;
  if (west === undefined || south === undefined) return null;
  if (east === undefined || north === undefined) return null;
  return [[west, south], [east, north]];
}

function draw(chart: Chart, url: string): void {
  chart.addSource("places", { type: "geojson", data: url });
  chart.addLayer({
    id: "areas",
    type: "fill",
    source: "places",
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": "#ffffff", "fill-outline-color": "#c3cbd1" },
  });
  chart.addLayer({
    id: "edges",
    type: "line",
    source: "places",
    paint: { "line-color": TEAL, "line-width": 1.5 },
  });
  chart.addLayer({
    id: "names",
    type: "symbol",
    source: "places",
    layout: { "text-field": ["get", "name"], "text-size": 14 },
    paint: { "text-color": TEAL, "text-halo-color": "#ffffff", "text-halo-width": 2 },
  });
}

function pointing(chart: Chart, box: HTMLElement): void {
  const name = box.dataset["mapName"] ?? "position";
  const field = box.closest("form")?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const pin = new Marker({ color: TEAL, draggable: true });
  const put = ({ lng, lat }: { lng: number; lat: number }): void => {
    pin.setLngLat([lng, lat]).addTo(chart);
    if (field) field.value = asUnits(lng, lat);
    const said = box.querySelector("[data-map-said]");
    if (said) said.textContent = box.dataset["mapPointed"] ?? "";
  };
  chart.on("click", ({ lngLat }) => put(lngLat));
  pin.on("dragend", () => put(pin.getLngLat()));
  const kept = field?.value.split(",").map((unit) => Number(unit) / UNITS_PER_DEGREE);
  if (kept?.[0] !== undefined && kept[1]) pin.setLngLat([kept[0], kept[1]]).addTo(chart);
}

/** Open the map in a box that names its outlines and its bounds. */
export function openMap(box: HTMLElement): void {
  const canvas = part(box, "[data-map-canvas]");
  if (canvas.classList.contains("is-open")) return;
  canvas.classList.add("is-open");
  const shown = bounds(box.dataset["mapBounds"] ?? "");
  const chart = new Chart({
    container: canvas,
    style: { version: 8, sources: {}, layers: [] },
    attributionControl: false,
    localIdeographFontFamily: '"Noto Sans CJK SC", "PingFang SC", sans-serif',
    ...(shown ? { bounds: shown, fitBoundsOptions: { padding: 24 } } : {}),
  });
  chart.addControl(new NavigationControl({ showCompass: false }));
  chart.on("load", () => {
    draw(chart, box.dataset["mapUrl"] ?? "");
    if ("mapPoint" in box.dataset) pointing(chart, box);
  });
}
