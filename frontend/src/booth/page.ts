// What the pinned pages share: words, elements, dates, requests that carry no cookie.

export type Words = Record<string, string>;
type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | EventListener>;

const body = document.body;
export const words = JSON.parse(body.dataset["words"] ?? "{}") as Words;

/** A sentence of the page in its language, with its blanks filled. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const sentence = words[key] ?? key;
  return sentence.replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
}

/** Make an element; functions are listeners, `true` is an attribute without a value. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** One of the icons that stand in the page itself. */
export function icon(name: string): SVGElement {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  made.append(use);
  return made;
}

/** A date as the place writes it, whatever the device's own clock and zone. */
export function stamp(iso: string, within = ""): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso);
  if (!match) return iso;
  const [, year, month, day, time] = match as unknown as [string, string, string, string, string];
  const weekday = new Date(Date.UTC(+year, +month - 1, +day)).getUTCDay();
  // A word joiner keeps a date whole at the end of a line.
  const parts = year === within.slice(0, 4) ? [month, day] : [year, month, day];
  const shown = parts.join("-\u2060");
  return `${shown}\u00a0${t(`weekday_${weekday}`)}\u00a0${time}`;
}

/** How long it is still, in words: days above two, then hours, then minutes. */
export function until(from: string, to: string): { words: string; near: boolean } {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes >= 2 * 1440) {
    return { words: t("days_left", { n: Math.floor(minutes / 1440) }), near: false };
  }
  if (minutes >= 120) return { words: t("hours_left", { n: Math.floor(minutes / 60) }), near: true };
  return { words: t("minutes_left", { n: minutes }), near: true };
}

/** A tracker or fingerprint, in groups of four that a copy does not contain. */
export function grouped(text: string): HTMLElement {
  const parts = text.match(/.{1,4}/g) ?? [];
  return h("span", { class: "groups" }, ...parts.map((part) => h("span", {}, part)));
}

export interface Refusal {
  status: number;
  code: string;
  message: string;
  source: string;
}

export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Ask this server and nobody else, without saying who asks. */
export async function ask(address: string, send?: unknown): Promise<Response> {
  const headers: Record<string, string> = { "Accept-Language": document.documentElement.lang };
  const options: RequestInit = { credentials: "omit", cache: "no-store", redirect: "error", headers };
  if (send !== undefined) {
    options.method = "POST";
    headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(send);
  }
  let answer: Response;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new Refused({ status: 0, code: "offline", message: t("offline"), source: "" });
  }
  if (answer.ok) return answer;
  const said = (await answer.json().catch(() => ({}))) as Partial<Refusal>;
  throw new Refused({
    status: answer.status,
    code: said.code ?? "fault",
    message: said.message ?? t("fault"),
    source: said.source ?? "",
  });
}

export const refusalOf = (error: unknown): Refusal =>
  error instanceof Refused
    ? error.refusal
    : { status: 0, code: "fault", message: t("fault"), source: "" };

const page = document.getElementById("page") as HTMLElement;
const bar = document.getElementById("bar") as HTMLElement;

/** Put a step on the page, with its verbs in the bar, and read it out from its heading. */
export function show(parts: Child[], verbs: Child[] = []): void {
  page.replaceChildren(...parts.filter((part): part is Node | string => Boolean(part)));
  bar.replaceChildren(...verbs.filter((part): part is Node | string => Boolean(part)));
  bar.hidden = bar.childElementCount === 0;
  const heading = page.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export const button = (label: string, act: () => void, kind = "main"): HTMLElement =>
  h("button", { type: "button", class: `button is-${kind}`, click: () => act() }, label);

export const link = (label: string, href: string): HTMLElement =>
  h("a", { class: "link", href }, label);

const ICONS: Record<string, string> = { good: "circle-check", info: "info-circle" };

export const box = (tone: string, title: string, ...children: Child[]): HTMLElement =>
  h(
    "section",
    { class: `box is-${tone}`, role: tone === "late" ? "alert" : false },
    title
      ? h("h2", {}, icon(ICONS[tone] ?? "alert-triangle"), h("span", {}, title))
      : null,
    ...children,
  );

export const card = (title: string, ...children: Child[]): HTMLElement =>
  h("section", { class: "card" }, title ? h("h2", {}, title) : null, ...children);

export const listed = (...items: Child[]): HTMLElement =>
  h("ol", { class: "numbered" }, ...items.filter(Boolean).map((item) => h("li", {}, h("span", {}, item))));

/** A verb that takes a while: it cannot be pressed twice, and says what goes on. */
export async function busy(label: string, work: () => Promise<void>): Promise<void> {
  const pressed = Array.from(bar.querySelectorAll("button"));
  for (const one of pressed) one.disabled = true;
  const said = document.getElementById("said");
  if (said) said.textContent = label;
  try {
    await work();
  } finally {
    for (const one of pressed) one.disabled = false;
    if (said) said.textContent = "";
  }
}

/** Let the page draw and answer before a long reckoning goes on. */
export const rest = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Copy a text; tells whether it went. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hand a text to the person as a file. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The button that makes all type large; it is forgotten with the tab. */
export function largeType(): void {
  const toggle = document.getElementById("large");
  const root = document.documentElement;
  toggle?.addEventListener("click", () => {
    const large = root.classList.toggle("is-large");
    toggle.setAttribute("aria-pressed", String(large));
  });
  if (toggle) toggle.hidden = false;
}

/** WebCrypto is only there on a secure connection. */
export const canReckon = (): boolean =>
  typeof BigInt === "function" && typeof crypto !== "undefined" && Boolean(crypto.subtle);
