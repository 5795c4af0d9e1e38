// A trustee's page: a key in three steps before the vote, the opening of the box after it.

import {
  ask, box, busy, button, canReckon, card, download, grouped, h, icon, largeType, listed, refusalOf,
  rest, show, stamp, t,
} from "./page.ts";
import {
  certsAreSound, FalseShare, makeCert, makePolynomial, makeVerification, newKey,
  partialDecryption, readKey, shareOf, shareText,
} from "./trustee.ts";
import type { KeyFile } from "./trustee.ts";

interface State {
  election: { uuid: string; title: string; number: string; mode: string; state: string; closes_at: string };
  demo: boolean;
  name: string;
  names: string[];
  index: number;
  size: number;
  threshold: number;
  step: string;
  certs: (string | null)[];
  polynomials: (string | null)[];
  verifications: (string | null)[];
  fingerprint: string;
  encrypted_tally: string;
  opened: number[];
  lost: number[];
}

const LOOK_AGAIN = 4000;
let state: State;
let key: KeyFile | null = null;
let kept = false;
let looking = 0;

const here = location.pathname;
const fileName = (): string => `linli-${state.election.uuid.slice(0, 6)}-${state.index}.key.json`;

async function begin(): Promise<void> {
  document.getElementById("waiting")?.removeAttribute("hidden");
  largeType();
  if (!canReckon()) {
    return show([h("h1", {}, t("no_crypto_title")), box("near", "", h("p", {}, t("no_crypto")))]);
  }
  try {
    await load();
    page();
  } catch (error) {
    show(
      [h("h1", {}, t("unreachable_title")), box("near", "", h("p", {}, refusalOf(error).message))],
      [button(t("again"), () => location.reload())],
    );
  }
}

async function load(): Promise<void> {
  state = (await (await ask(`${here}state.json`)).json()) as State;
  const demo = document.getElementById("demo");
  if (demo) demo.hidden = !state.demo;
}

async function send(turn: string, text: string): Promise<void> {
  state = (await (await ask(`${here}${turn}`, { text })).json()) as State;
}

const STEP_OF: Record<string, number> = {
  cert: 1, wait_certs: 1, polynomial: 2, wait_polynomials: 2, verification: 3,
  wait_verifications: 3, ready: 3, wait_close: 4, open: 4, opened: 4, over: 4, lost: 0,
};

function head(): HTMLElement[] {
  const at = STEP_OF[state.step] ?? 0;
  const steps = [1, 2, 3, 4].map((step) =>
    h("li", { class: step <= at ? "is-done" : "", ...(step === at ? { "aria-current": "step" } : {}) }, t(`step_${step}`)),
  );
  return [
    h("ol", { class: "segments", "aria-label": t("steps") }, ...steps),
    h("p", { class: "state" }, h("span", { class: "tag" }, t("you_are", { index: state.index, size: state.size, name: state.name })),
      h("span", {}, state.election.title)),
  ];
}

const needed = (): HTMLElement =>
  h("p", { class: "muted" }, t("needed", { threshold: state.threshold, size: state.size }));

const lostLink = (): HTMLElement => button(t("lost_link"), askLost, "link");

/** Show the step; what needs nobody, because this tab holds the key, is done at once. */
function page(fault = ""): void {
  window.clearTimeout(looking);
  if (!fault && key && kept && (state.step === "polynomial" || state.step === "verification")) {
    void work(state.step);
    return;
  }
  const pages: Record<string, () => void> = {
    cert: () => (key && !kept ? keepPage() : makePage()),
    wait_certs: () => waitPage(state.certs),
    polynomial: () => workPage("polynomial", fault),
    wait_polynomials: () => waitPage(state.polynomials),
    verification: () => workPage("verification", fault),
    wait_verifications: () => waitPage(state.verifications),
    ready: readyPage,
    wait_close: closePage,
    open: () => workPage("open", fault),
    opened: openedPage,
    over: () => show([...head(), h("h1", {}, t("over_title")), h("p", { class: "lead" }, t("over_lead"))]),
    lost: lostPage,
  };
  (pages[state.step] ?? closePage)();
}

// Step 1.

function makePage(fault = ""): void {
  show(
    [...head(), h("h1", {}, t("cert_title")), h("p", { class: "lead" }, t("cert_lead")),
      fault ? box("late", "", h("p", {}, fault)) : null, card("", needed()), offline("cert")],
    [button(t("make"), make)],
  );
}

/** For who makes the key with the offline command: what the page knows, and the made text. */
function offline(turn: string): HTMLElement {
  const field = h("input", { type: "file", id: "made", accept: ".json,application/json" }) as HTMLInputElement;
  field.addEventListener("change", () => void handIn(field, turn));
  return h("details", {}, h("summary", {}, t("offline_title")), h("p", {}, t("offline_words")),
    h("p", {}, h("a", { class: "link", href: `${here}state.json`, download: "state.json" }, t("offline_state"))),
    h("div", { class: "field" }, h("label", { for: "made" }, t("offline_file")), field));
}

async function handIn(field: HTMLInputElement, turn: string): Promise<void> {
  await busy(t("working"), async () => {
    try {
      const { text } = JSON.parse((await field.files?.[0]?.text()) ?? "") as { text: string };
      await send(turn, text);
      page();
    } catch (error) {
      const said = error instanceof SyntaxError ? t("offline_bad") : refusalOf(error).message;
      if (turn === "cert") makePage(said);
      else page(said);
    }
  });
}

function make(): void {
  key = newKey(state.election.uuid, state.index, state.size, state.threshold);
  save();
  keepPage();
}

const save = (): void => download(fileName(), `${JSON.stringify(key)}\n`);

function keepPage(fault = ""): void {
  show(
    [...head(), h("h1", {}, t("kept_title")), h("p", { class: "lead" }, t("kept_lead", { file: fileName() })),
      fault ? box("late", "", h("p", {}, fault)) : null],
    [button(t("kept"), () => void give()), button(t("save_again"), save, "link")],
  );
}

async function give(): Promise<void> {
  await busy(t("making"), async () => {
    try {
      await rest();
      await send("cert", await makeCert(key as KeyFile));
      kept = true;
      page();
    } catch (error) {
      keepPage(refusalOf(error).message);
    }
  });
}

// Waiting: what the others have done, by name, for the office knows them too.

function waitPage(given: (string | null)[]): void {
  const lines = state.names.map((name, index) =>
    h("li", { class: given[index] ? "is-good" : "is-ahead" }, icon(given[index] ? "check" : "clock"),
      h("span", {}, t(given[index] ? "done_by" : "not_yet_by", { name }))),
  );
  show([...head(), h("h1", {}, t("wait_title")), h("p", { class: "lead" }, t("wait_lead")),
    h("section", { class: "card" }, h("ul", { class: "checks" }, ...lines))], [lostLink()]);
  lookAgain();
}

function lookAgain(): void {
  window.clearTimeout(looking);
  looking = window.setTimeout(() => void look(), LOOK_AGAIN);
}

async function look(): Promise<void> {
  const before = JSON.stringify(state);
  try {
    await load();
  } catch {
    return lookAgain();
  }
  if (JSON.stringify(state) === before) return lookAgain();
  page();
}

// Steps 2, 3 and the opening: the key file again, unless this tab still holds it.

function workPage(what: string, fault: string): void {
  const lead = what === "open" ? t(`open_lead_${state.election.mode}`, { threshold: state.threshold }) : t(`${what}_lead`);
  const field = h("input", { type: "file", id: "key", accept: ".json,application/json", "aria-describedby": "key-hint" }) as HTMLInputElement;
  field.addEventListener("change", () => void readFile(field, what));
  const file = h("div", { class: "field" }, h("label", { for: "key" }, t("open_file")),
    h("p", { class: "hint", id: "key-hint" }, t("file_hint", { file: fileName() })), field);
  show(
    [...head(), h("h1", {}, t(`${what}_title`)), h("p", { class: "lead" }, lead),
      fault ? box("late", "", h("p", {}, fault)) : null, key ? null : file,
      key ? null : offline(what === "open" ? "opening" : what)],
    [key ? button(t(what === "open" ? "open_verb" : `${what}_title`), () => void work(what)) : null, lostLink()],
  );
}

async function readFile(field: HTMLInputElement, what: string): Promise<void> {
  const text = (await field.files?.[0]?.text()) ?? "";
  let read: KeyFile;
  try {
    read = readKey(text);
  } catch {
    return page(t("not_a_key", { file: fileName() }));
  }
  if (read.election !== state.election.uuid || read.index !== state.index) return page(t("other_key"));
  key = { ...read, size: state.size, threshold: state.threshold };
  kept = true;
  if (what === "open") page();
  else await work(what);
}

async function work(what: string): Promise<void> {
  await busy(t("working"), async () => {
    try {
      await rest();
      await (what === "open" ? openBox() : takeTurn(what));
      page();
    } catch (error) {
      page(faultOf(error));
    }
  });
}

function faultOf(error: unknown): string {
  if (error instanceof FalseShare) return t("false_share", { name: state.names[error.from - 1] ?? "" });
  if (error instanceof Error && error.message === "certs") return t("false_certs");
  return refusalOf(error).message;
}

async function takeTurn(what: string): Promise<void> {
  const own = key as KeyFile;
  const certs = state.certs as string[];
  if (!(await certsAreSound(own, certs))) throw new Error("certs");
  const text =
    what === "polynomial"
      ? await makePolynomial(own, certs)
      : await makeVerification(own, certs, state.polynomials as string[]);
  await send(what, text);
}

async function openBox(): Promise<void> {
  const share = await shareOf(key as KeyFile, state.certs as string[], state.polynomials as string[]);
  const text =
    state.election.mode === "secret"
      ? await partialDecryption(share, state.fingerprint, state.encrypted_tally)
      : shareText(share);
  await send("opening", text);
  key = null;
}

// Before and after.

function readyPage(): void {
  const own = state.verifications[state.index - 1];
  const shown = own ? (JSON.parse(own) as { public_key: string }).public_key.slice(0, 24) : "";
  show(
    [...head(), h("h1", {}, t("ready_title")), h("p", { class: "lead" }, t("ready_lead")),
      card("", listed(t("kept_lead", { file: fileName() }), t("ready_2")), needed()),
      card(t("ready_fingerprint"), h("p", { class: "mono" }, grouped(shown)))],
    [lostLink()],
  );
}

function closePage(): void {
  show(
    [...head(), h("h1", {}, t("wait_close_title")),
      h("p", { class: "lead" }, t("wait_close_lead", { at: stamp(state.election.closes_at) })), card("", needed(), others())],
    [lostLink()],
  );
  lookAgain();
}

/** How many keys are known to be lost, where any is. */
function others(): HTMLElement | null {
  if (!state.lost.length) return null;
  const able = state.size - state.lost.length;
  const word = able >= state.threshold ? "lost_enough" : "lost_hopeless";
  return h("p", {}, t(word, { able, size: state.size, threshold: state.threshold }));
}

function openedPage(): void {
  const n = state.opened.length;
  const enough = n >= state.threshold;
  show([
    ...head(), h("h1", {}, t("opened_title")),
    box(enough ? "good" : "info", "", h("p", {}, t(enough ? "opened_enough" : "opened_wait", { n, size: state.size, threshold: state.threshold }))),
    card("", h("p", {}, t("destroy"))),
  ]);
  if (!enough) lookAgain();
}

function askLost(): void {
  window.clearTimeout(looking);
  show(
    [...head(), h("h1", {}, t("lost_sure_title")), box("near", "", h("p", {}, t("lost_sure")))],
    [button(t("back"), () => page()), button(t("lost_confirm"), () => void sayLost(), "link")],
  );
}

async function sayLost(): Promise<void> {
  await busy(t("working"), async () => {
    try {
      state = (await (await ask(`${here}lost`, {})).json()) as State;
      page();
    } catch (error) {
      show([...head(), h("h1", {}, t("lost_sure_title")), box("late", "", h("p", {}, refusalOf(error).message))],
        [button(t("back"), () => page())]);
    }
  });
}

function lostPage(): void {
  const able = state.size - state.lost.length;
  const hopeless = able < state.threshold && state.election.state !== "preparing";
  const word = state.election.state === "preparing" ? "lost_preparing" : hopeless ? "lost_hopeless" : "lost_enough";
  show([
    ...head(), h("h1", {}, t("lost_title")),
    box(hopeless ? "late" : "near", "", h("p", {}, t(word, { able, size: state.size, threshold: state.threshold }))),
    hopeless ? card(t("lost_can_title"), listed(t("lost_can_1"), t("lost_can_2"), t("lost_can_3"))) : null,
    hopeless ? card(t("lost_cannot_title"), listed(t("lost_cannot_1"), t("lost_cannot_2"))) : null,
  ], [state.election.state === "closed" ? button(t("found"), () => workPage("open", ""), "link") : null]);
}

void begin();
