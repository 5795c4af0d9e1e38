// The office's maker of voting codes: they are made here, printed from here and forgotten here.

import { encode } from "uqr";
import { newCode, publicOf } from "./credential.ts";

interface Line {
  id: string;
  number: number;
  name: string;
  door: string;
  has: boolean;
}

interface Facts {
  uuid: string;
  title: string;
  number: string;
  place: string;
  closes_at: string;
  where: string;
  address: string;
  now: string;
  may: "make" | "replace" | "nothing";
  lines: Line[];
}

interface Slip {
  line: Line;
  code: string;
  publicHalf: string;
}

type Child = Node | string | null;

const AT_ONCE = 500;
const root = document.getElementById("maker") as HTMLElement;
const paper = document.getElementById("slips") as HTMLElement;
const words = JSON.parse(root.dataset["words"] ?? "{}") as Record<string, string>;
let facts: Facts;
let slips: Slip[] = [];

const t = (key: string, values: Record<string, string | number> = {}): string =>
  (words[key] ?? key).replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));

function h(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => child !== null));
  return made;
}

function button(label: string, act: () => void, kind = ""): HTMLElement {
  const made = h("button", { type: "button", class: `l-btn ${kind}` }, label);
  made.addEventListener("click", act);
  return made;
}

const say = (...children: Child[]): void =>
  root.replaceChildren(...children.filter((child): child is Node | string => child !== null));

async function begin(): Promise<void> {
  if (!crypto.subtle) return say(h("p", {}, t("no_crypto")));
  const answer = await fetch(root.dataset["lines"] ?? "", { cache: "no-store" });
  if (!answer.ok) return say(h("p", {}, t("fault")));
  facts = (await answer.json()) as Facts;
  offer();
}

function offer(fault = "", said = ""): void {
  const missing = facts.lines.filter((line) => !line.has);
  const field = h("input", { id: "numbers", class: "l-input", inputmode: "numeric", autocomplete: "off" }) as HTMLInputElement;
  if (facts.may === "nothing") return say(h("p", {}, t("list_is_public")));
  const replaced = facts.lines.length > missing.length;
  say(
    said ? h("p", { role: "status" }, said) : null,
    fault ? h("p", { role: "alert", class: "l-error" }, fault) : null,
    missing.length && facts.may === "make"
      ? button(t("make_new", { n: missing.length }), () => void make(missing, false), "is-main")
      : h("p", {}, t(missing.length ? "only_replace" : "none_left")),
    replaced
      ? h("div", { class: "maker-replace" }, h("label", { for: "numbers", class: "l-label" }, t("replace_label")), field,
          button(t("replace"), () => replace(field.value)))
      : null,
    offline(),
  );
}

/** For who makes the codes with the offline command: the lines, and its public file. */
function offline(): HTMLElement {
  const field = h("input", { type: "file", id: "made", accept: ".json,application/json" }) as HTMLInputElement;
  field.addEventListener("change", () => void field.files?.[0]?.text().then(handIn));
  return h("details", {}, h("summary", {}, t("offline_title")), h("p", {}, t("offline_words")),
    h("p", {}, h("a", { href: root.dataset["lines"] ?? "", download: "lines.json" }, t("offline_lines"))),
    h("label", { for: "made", class: "l-label" }, t("offline_file")), field);
}

async function handIn(text: string): Promise<void> {
  let given: { credentials: { line: string | null; public: string }[]; replace: boolean };
  try {
    given = JSON.parse(text) as typeof given;
    if (!given.credentials.length) throw new Error("empty");
  } catch {
    return offer(t("offline_bad"));
  }
  const all = given.credentials;
  for (let at = 0; at < all.length; at += AT_ONCE) {
    say(h("p", { role: "status" }, t("uploading", { done: at, all: all.length })));
    const body = { key: newKey(), replace: given.replace, credentials: all.slice(at, at + AT_ONCE) };
    const refused = await post(body);
    if (refused) return offer(t("not_taken", { message: refused }));
  }
  location.reload();
}

function replace(typed: string): void {
  const numbers = typed.split(/[\s,，、]+/).filter(Boolean);
  const lines: Line[] = [];
  for (const one of new Set(numbers)) {
    const line = facts.lines.find((candidate) => String(candidate.number) === one);
    if (!line) return offer(t("no_line", { n: one }));
    lines.push(line);
  }
  if (!lines.length) return offer(t("numbers_wanted"));
  void make(lines, true);
}

const rest = (): Promise<void> => new Promise((done) => setTimeout(done));

async function make(lines: Line[], again: boolean): Promise<void> {
  const said = h("p", { role: "status" });
  say(said);
  slips = [];
  for (const line of lines) {
    const code = newCode();
    slips.push({ line, code, publicHalf: String(await publicOf(facts.uuid, code)) });
    if (slips.length % 20 === 0 || slips.length === lines.length) {
      said.textContent = t("making", { done: slips.length, all: lines.length });
      await rest();
    }
  }
  window.addEventListener("beforeunload", warn);
  await give(again, 0);
}

function warn(event: Event): void {
  event.preventDefault();
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Only the public halves leave this window, and without the order in which slips are printed. */
async function give(again: boolean, from: number): Promise<void> {
  const said = h("p", { role: "status" });
  say(said);
  for (let at = from; at < slips.length; at += AT_ONCE) {
    said.textContent = t("uploading", { done: at, all: slips.length });
    const part = slips.slice(at, at + AT_ONCE);
    const body = {
      key: newKey(),
      replace: again,
      credentials: part.map((slip) => ({ line: slip.line.id, public: slip.publicHalf })),
    };
    const refused = await post(body);
    if (refused) {
      return say(h("p", { role: "alert", class: "l-error" }, t("not_taken", { message: refused })),
        button(t("again_upload"), () => void give(again, at), "is-main"), at ? null : button(t("back"), forget));
    }
  }
  made();
}

async function post(body: unknown): Promise<string> {
  try {
    const answer = await fetch(root.dataset["take"] ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": root.dataset["token"] ?? "" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return "";
    const said = (await answer.json().catch(() => ({}))) as { message?: string };
    return said.message ?? t("fault");
  } catch {
    return t("offline");
  }
}

function made(): void {
  paper.replaceChildren(...slips.map(slipOf));
  say(
    h("h3", {}, t("made_title", { n: slips.length })),
    h("p", {}, t("made_words")),
    h("div", { class: "l-bar" },
      button(t("print_a5"), () => printAs("a5"), "is-main"),
      button(t("print_a6"), () => printAs("a6")),
      button(t("printed"), () => (confirm(t("forget_sure")) ? forget() : undefined))),
  );
}

function printAs(size: string): void {
  paper.className = `slips is-${size}`;
  window.print();
}

function forget(): void {
  for (const slip of slips) slip.line.has = true;
  slips = [];
  paper.replaceChildren();
  window.removeEventListener("beforeunload", warn);
  offer("", t("forgotten"));
}

// The slip.

const SVG = "http://www.w3.org/2000/svg";

function square(text: string): SVGElement {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const made_ = document.createElementNS(SVG, "svg");
  made_.setAttribute("viewBox", `0 0 ${size} ${size}`);
  made_.setAttribute("role", "img");
  made_.setAttribute("aria-label", t("slip_qr"));
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  made_.append(drawn);
  return made_;
}

function day(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(iso);
  if (!match) return iso;
  const weekday = new Date(`${match[1]}T00:00:00Z`).getUTCDay();
  return `${match[1]} ${t(`weekday_${weekday}`)} ${match[2]}`;
}

function slipOf({ line, code }: Slip): HTMLElement {
  const groups = code.split("-").map((part) => h("span", {}, part));
  return h(
    "section",
    { class: "slip" },
    h("header", {}, h("b", {}, facts.title), h("span", {}, `${facts.place} ${facts.number}`)),
    h("p", { class: "slip-who" }, h("b", {}, line.name), h("span", {}, line.door), h("span", {}, t("slip_line", { number: line.number }))),
    h("div", { class: "slip-middle" }, square(`${facts.address}#${code}`),
      h("div", {}, h("p", {}, t("slip_scan")), h("p", { class: "slip-address" }, facts.address))),
    h("p", {}, t("slip_code")),
    h("p", { class: "slip-code" }, ...groups),
    h("footer", {},
      facts.closes_at ? h("p", {}, h("b", {}, t("slip_until", { at: day(facts.closes_at) }))) : null,
      facts.where ? h("p", {}, t("slip_paper", { where: facts.where })) : null,
      h("p", {}, t("slip_again")), h("p", {}, t("slip_secret"))),
  );
}

void begin();
