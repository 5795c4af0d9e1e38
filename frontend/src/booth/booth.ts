// The booth: a code, a choice, a look at it, and it is cast. Nothing is kept on the device.

import { Election, makeBallot, tracker } from "./ballot.ts";
import { bare, dashed, faultOf, publicOf, secretOf, whereIs } from "./credential.ts";
import { g } from "./group.ts";
import { makeSignedBallot, sign } from "./sealed.ts";
import {
  ask, box, busy, button, canReckon, card, copy, download, grouped, h, icon, largeType, link, listed,
  refusalOf, rest, show, stamp, t, until, words,
} from "./page.ts";
import type { Refusal } from "./page.ts";

interface Facts {
  uuid: string;
  number: string;
  title: string;
  place: string;
  mode: "secret" | "signed";
  state: "preparing" | "voting" | "closed" | "counted" | "cancelled";
  opens_at: string;
  closes_at: string;
  now: string;
  demo: boolean;
  lead: string;
  matter: string;
  candidates: { number: number; name: string; about: string }[];
  least: number;
  most: number;
  seats: number;
  trustees: number;
  threshold: number;
  cancel_reason: string;
  paper: string;
  phone: string;
  public_href: string;
}

interface Mine {
  open: boolean;
  code: string;
  message: string;
  votes: number;
  tracker: string;
  at: string;
  area: string;
  door: string;
}

interface Receipt {
  tracker: string;
  at: string;
  turn: number;
}

const home = location.pathname.replace(/en\/$/, "");
let facts: Facts;
let election: Election;
let code = "";
let mine: Mine;
let secret = 0n;
let picked = new Set<number>();
let ballot = { key: "", text: "", tracker: "", vote: "" };
let loadedAt = 0;

const main = document.body;
const now = (): string =>
  new Date(Date.parse(facts.now) + performance.now() - loadedAt).toISOString();
const closes = (): string => stamp(facts.closes_at, facts.now);
const single = (): boolean => facts.most === 1;
const isDecision = (): boolean => facts.matter !== "";
const mayBeBlank = (): boolean =>
  !isDecision() &&
  (facts.least === 0 || facts.mode === "signed" || Boolean(election.questions[0]?.blank));
const nameOf = (number: number): string =>
  facts.candidates.find((one) => one.number === number)?.name ?? "";

/** The code in the address is taken and at once wiped: it must not stay in the history. */
function codeInAddress(): string {
  const given = decodeURIComponent(location.hash.slice(1));
  if (given) history.replaceState(null, "", location.pathname);
  return given;
}

async function begin(): Promise<void> {
  document.getElementById("waiting")?.removeAttribute("hidden");
  largeType();
  // Another slip scanned into the same window changes the address alone.
  window.addEventListener("hashchange", () => location.hash.length > 1 && location.reload());
  const given = codeInAddress();
  if (!canReckon()) return problem(t("no_crypto_title"), t("no_crypto"));
  try {
    const [state, bytes] = await Promise.all([
      ask(`${home}state.json`).then((answer) => answer.json() as Promise<Facts>),
      ask(`${home}election.json`).then((answer) => answer.arrayBuffer()).catch(() => null),
    ]);
    facts = state;
    loadedAt = performance.now();
    mark();
    if (!(await mayVote(bytes))) return;
  } catch (error) {
    return unreachable(refusalOf(error));
  }
  void warmUp();
  window.addEventListener("popstate", wentBack);
  askForCode(given);
  if (given) await enter(given);
}

/** The browser's own Back and Forward between choosing and checking lose no choice. */
function wentBack(event: PopStateEvent): void {
  if (location.hash.length > 1) return;
  if (!secret || !mine) askForCode("");
  else if ((event.state as { step?: string } | null)?.step === "check") void again();
  else choose();
}

/** Forward to the look at a choice: what may have changed meanwhile is encrypted anew. */
async function again(): Promise<void> {
  await encrypt(picked.size === 0);
  check();
}

function mark(): void {
  document.title = `${facts.title} · ${document.title}`;
  const demo = document.getElementById("demo");
  if (demo) demo.hidden = !facts.demo;
}

/** Read the election's own text and say where it cannot be voted in now. */
async function mayVote(bytes: ArrayBuffer | null): Promise<boolean> {
  if (facts.state === "cancelled") {
    problem(t("cancelled_title"), t("cancelled", { reason: facts.cancel_reason }), publicLink());
  } else if (facts.state === "preparing" || !bytes) {
    const opens = facts.opens_at ? stamp(facts.opens_at, facts.now) : "";
    problem(t("not_open_title"), opens ? t("not_open", { at: opens }) : t("not_open_yet"), publicLink());
  } else if (facts.state !== "voting" || Date.parse(facts.now) >= Date.parse(facts.closes_at)) {
    problem(t("closed_title"), t("closed", { at: closes() }), publicLink(), listLink());
  } else {
    election = await Election.read(new Uint8Array(bytes));
    if (agrees()) return true;
    problem(t("differs_title"), t("differs"), callLine());
  }
  return false;
}

/** What the page shows must be what is encrypted: the same names in the same order. */
function agrees(): boolean {
  const question = election.questions[0];
  const names = facts.candidates.map((one) => one.name);
  return (
    election.uuid === facts.uuid &&
    election.questions.length === 1 &&
    JSON.stringify(question?.answers) === JSON.stringify(names) &&
    question?.max === facts.most
  );
}

/** Make the tables of powers while the voter reads, a row at a time. */
async function warmUp(): Promise<void> {
  while (g.grow()) await rest();
  while (election.y.grow()) await rest();
}

const publicLink = (): HTMLElement | null =>
  facts?.public_href ? h("p", {}, link(t("public_page"), facts.public_href)) : null;
const listLink = (): HTMLElement => h("p", {}, link(t("public_list"), `${home}list/`));
const callLine = (): HTMLElement =>
  h("p", {}, facts?.phone ? t("call_phone", { phone: facts.phone, where: facts.paper }) : t("call", { where: facts?.paper || t("counter") }));
const paperLine = (): string => t("paper_at", { where: facts?.paper || t("counter"), at: facts ? closes() : "" });

function problem(title: string, said: string, ...more: (HTMLElement | null)[]): void {
  show([facts ? head() : null, h("h1", {}, title), box("near", "", h("p", {}, said), ...more)]);
}

function unreachable(refusal: Refusal): void {
  show(
    [h("h1", {}, t("unreachable_title")), box("near", "", h("p", {}, refusal.message))],
    [button(t("again"), () => location.reload())],
  );
}

function head(): HTMLElement {
  const left = facts.state === "voting" ? until(now(), facts.closes_at) : null;
  return h(
    "p",
    { class: "state" },
    h("span", { class: "tag" }, t(`mode_${facts.mode}`)),
    left ? h("span", { class: left.near ? "is-near" : "" }, icon("clock"), left.words) : null,
    facts.closes_at ? h("span", { class: "whole" }, t("closes", { at: closes() })) : null,
  );
}

const STEPS = ["choose", "check", "sent"];

function segments(step: string): HTMLElement {
  const at = STEPS.indexOf(step);
  return h(
    "ol",
    { class: "segments", "aria-label": t("steps") },
    ...STEPS.map((name, index) =>
      h(
        "li",
        { class: index <= at ? "is-done" : "", ...(index === at ? { "aria-current": "step" } : {}) },
        t(name === "choose" && isDecision() ? "step_decide" : `step_${name}`),
      ),
    ),
  );
}

const foot = (): HTMLElement =>
  h(
    "p",
    { class: "fine" },
    t("reassurance"),
    " ",
    h("a", { href: main.dataset["files"] ?? "" }, t("fingerprint"), " ", h("span", { class: "mono" }, main.dataset["print"] ?? "")),
  );

function limits(): HTMLElement {
  const which = facts.mode;
  const lines = ["1", "2", "3", "4"].map((n) => words[`limit_${which}_${n}`]);
  return card(
    t("before_title"),
    listed(...lines),
    h("details", {}, h("summary", {}, t("more_limits")), h("ul", {}, ...more(which).map((line) => h("li", {}, line)))),
  );
}

const more = (which: string): string[] =>
  Object.keys(words).filter((key) => key.startsWith(`more_${which}_`)).map((key) => t(key));

// The code.

function askForCode(typed: string, fault = ""): void {
  const hint = h("p", { class: "hint", id: "code-hint" }, t("code_hint"));
  const said = h("p", { class: "wrong", id: "code-wrong", role: "alert" }, fault);
  const field = h("input", {
    id: "code", name: "code", type: "text", class: "code", autocomplete: "off", autocapitalize: "off",
    autocorrect: "off", spellcheck: "false", inputmode: "text", enterkeyhint: "next",
    "aria-describedby": "code-hint code-wrong", ...(fault ? { "aria-invalid": "true" } : {}),
  }) as HTMLInputElement;
  field.value = typed;
  field.addEventListener("change", () => (field.value = dashed(bare(field.value))));
  const go = (): void => void enter(field.value);
  const form = h(
    "form",
    { class: "field", novalidate: true, submit: (event) => (event.preventDefault(), go()) },
    h("label", { for: "code" }, t("code_label")),
    hint,
    said,
    field,
    h("button", { type: "submit", class: "unseen", tabindex: "-1", "aria-hidden": "true" }, t("code_next")),
  );
  show(
    [head(), h("h1", {}, facts.title), h("p", { class: "lead" }, t("code_lead")), form,
      card(t("no_slip_title"), h("p", {}, t("no_slip")), h("p", {}, paperLine())), limits()],
    [button(t("code_next"), go), foot()],
  );
  if (fault) field.focus();
}

function faultWords(typed: string): string {
  const fault = faultOf(typed);
  if (!fault) return "";
  const where = fault.place ? whereIs(fault.place) : { group: 0, place: 0 };
  return t(`code_${fault.code}`, {
    ...where, letter: fault.letter ?? "", count: fault.count ?? 0,
  });
}

async function enter(typed: string): Promise<void> {
  const shown = dashed(bare(typed));
  if (!shown) return askForCode("", t("code_empty"));
  const fault = faultWords(typed);
  if (fault) return askForCode(shown, fault);
  code = shown;
  await busy(t("looking"), async () => {
    try {
      secret = await secretOf(facts.uuid, code);
      mine = await askAboutMine();
      forget("code");
    } catch (error) {
      return askForCode(shown, refusalOf(error).message);
    }
    if (mine.open) choose();
    else problem(t(`refused_${mine.code}`), mine.message, h("p", {}, paperLine()), callLine());
  });
}

async function askAboutMine(): Promise<Mine> {
  const credential = String(await publicOf(facts.uuid, code));
  const at = now();
  const signature = await sign(secret, `mine|${facts.uuid}|${credential}|${at}`);
  return (await ask(`${home}mine`, { credential, at, signature })).json() as Promise<Mine>;
}

function forget(what: "code" | "all"): void {
  code = "";
  if (what === "all") {
    secret = 0n;
    ballot = { key: "", text: "", tracker: "", vote: "" };
    picked = new Set();
  }
}

// The choice.

function choose(fault = ""): void {
  const count = h("h2", { class: "count", "aria-live": "polite" });
  const left = h("p", { class: "muted" });
  const cards = facts.candidates.map((one) => candidateCard(one, () => told(count, left)));
  const group = h("fieldset", {}, h("legend", { class: "unseen" }, t("candidates")), ...cards);
  const next = button(t(isDecision() ? "next_sign" : "next_check"), () => toCheck(false));
  const blank = mayBeBlank()
    ? button(t(facts.mode === "secret" ? "cast_blank" : "cast_none"), () => toCheck(true), "link") : null;
  show(
    [segments("choose"), head(), h("h1", {}, facts.title), h("p", { class: "lead" }, facts.lead),
      before(), fault ? box("late", fault) : null, lineCard(), group,
      single() ? null : h("div", { class: "counted" }, count, left), limits()],
    [next, blank, foot()],
  );
  told(count, left);
}

function before(): HTMLElement | null {
  if (!mine.votes) return null;
  return box(
    "info", t("voted_before_title"),
    h("p", {}, t("voted_before", { at: stamp(mine.at, facts.now) })),
    h("p", { class: "mono small" }, grouped(mine.tracker)),
  );
}

/** In a signed vote: what this vote weighs, and where its owner's door is. */
function lineCard(): HTMLElement | null {
  if (facts.mode !== "signed" || !mine.area) return null;
  return h("div", { class: "opinion" }, h("h2", {}, t("your_opinion")),
    h("p", { class: "muted" }, t("your_weight", { area: mine.area }), mine.door ? h("span", { class: "whole" }, ` (${mine.door})`) : null));
}

function candidateCard(one: Facts["candidates"][number], changed: () => void): HTMLElement {
  const kind = single() ? "radio" : "checkbox";
  const input = h("input", { type: kind, name: "choice", value: String(one.number) }) as HTMLInputElement;
  input.checked = picked.has(one.number);
  input.addEventListener("change", () => {
    if (single()) picked = new Set();
    if (input.checked) picked.add(one.number);
    else picked.delete(one.number);
    if (picked.size > facts.most) {
      picked.delete(one.number);
      input.checked = false;
      tooMany();
    }
    changed();
  });
  const [short = "", ...rest_] = one.about.split("\n");
  const long = rest_.join("\n").trim();
  return h(
    "div",
    { class: "choice" },
    h("label", {}, input, h("span", { class: "tick" }, icon("check")),
      h("span", { class: "name" }, h("b", {}, one.name), short ? h("small", {}, short) : null)),
    long ? h("details", {}, h("summary", {}, t("about")), h("p", {}, long)) : null,
  );
}

function tooMany(): void {
  const said = document.getElementById("said");
  if (said) said.textContent = t("too_many", { n: facts.most });
}

function told(count: HTMLElement, left: HTMLElement): void {
  const free = facts.most - picked.size;
  count.textContent = t("chosen", { n: picked.size });
  left.textContent = free ? t("may_choose", { n: free }) : t("all_chosen");
  const said = document.getElementById("said");
  if (said && free > 0) said.textContent = "";
}

// The look before it is cast.

function toCheck(blank: boolean): void {
  if (blank) picked = new Set();
  if (!blank && picked.size < Math.max(facts.least, 1)) {
    const said = document.getElementById("said");
    if (said) said.textContent = isDecision() ? t("choose_one") : t("choose_first", { n: Math.max(facts.least, 1) });
    return;
  }
  void busy(t("encrypting"), async () => {
    await rest();
    await encrypt(blank);
    history.pushState({ step: "check" }, "");
    check();
  });
}

/** Encrypt what is chosen; the clock of it stands on the page for whoever measures. */
async function encrypt(blank: boolean): Promise<void> {
  const started = performance.now();
  const numbers = [...picked].sort((a, b) => a - b);
  const made =
    facts.mode === "secret"
      ? await secretBallot(numbers, blank)
      : await makeSignedBallot(election, secret, numbers);
  ballot =
    "commitment" in made
      ? { key: newKey(), text: made.text, tracker: made.commitment, vote: made.vote }
      : { key: newKey(), text: made.text, tracker: made.tracker, vote: "" };
  main.dataset["milliseconds"] = (performance.now() - started).toFixed(1);
}

async function secretBallot(numbers: number[], blank: boolean): Promise<{ text: string; tracker: string }> {
  const places = numbers.map((number) => facts.candidates.findIndex((one) => one.number === number));
  const text = await makeBallot(election, secret, [{ picked: places, blank }]);
  return { text, tracker: await tracker(text) };
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function chosenList(): HTMLElement {
  if (!picked.size) return h("p", { class: "big" }, t(facts.mode === "secret" ? "blank_vote" : "no_choice"));
  const numbers = [...picked].sort((a, b) => a - b);
  return h("ul", { class: "chosen" }, ...numbers.map((number) => h("li", {}, icon("check"), nameOf(number))));
}

function check(fault?: Refusal): void {
  const choice = [...picked].map(nameOf).join(t("and"));
  const verb = single() && picked.size ? t("cast_this", { choice }) : t("cast");
  show(
    [segments("check"), head(), h("h1", {}, t("check_title")), h("p", { class: "lead" }, facts.title),
      fault ? refusalBox(fault) : null,
      card(t("your_choice"), chosenList(), h("button", { type: "button", class: "link", click: () => history.back() }, t("change"))),
      trackerCard(t("tracker_before")), single() ? null : remaining(), notice()],
    [button(verb, send), button(t("back"), () => history.back(), "link"), foot()],
  );
}

function remaining(): HTMLElement | null {
  const free = facts.most - picked.size;
  return free > 0 && picked.size ? h("p", { class: "muted" }, t("fewer", { n: picked.size, most: facts.most })) : null;
}

const notice = (): HTMLElement =>
  facts.mode === "signed"
    ? box("near", t("signed_title"), h("p", {}, t("signed_words")))
    : box("info", t("again_title"), h("p", {}, t("again_words", { at: closes() })));

function trackerCard(says: string): HTMLElement {
  const shown = ballot.tracker;
  const done = h("span", {}, t("copy"));
  const buttons = h(
    "div", { class: "pair" },
    h("button", {
      type: "button", class: "button is-plain",
      click: () => void copy(shown).then((went) => (done.textContent = t(went ? "copied" : "copy_by_hand"))),
    }, icon("copy"), done),
    h("button", { type: "button", class: "button is-plain", click: () => print() }, icon("printer"), t("print")),
  );
  return h(
    "section", { class: "card" },
    h("h2", {}, t("tracker")), h("p", { class: "muted" }, says),
    h("p", { class: "tracker mono" }, grouped(shown)), buttons,
  );
}

function refusalBox(refusal: Refusal): HTMLElement {
  const title = words[`refused_${refusal.code}`] ?? t("not_taken");
  const doing = words[`do_${refusal.code}`] ?? (refusal.status ? t("do_other") : t("do_offline"));
  return box("late", title, h("p", {}, refusal.message), refusal.source ? h("p", { class: "muted" }, refusal.source) : null,
    h("p", {}, doing), refusal.status ? callLine() : null);
}

const FINAL = ["after_close", "closed_paper", "closed_replaced", "cancelled", "wrong_election", "unknown_credential"];

function send(): void {
  void busy(t("sending"), async () => {
    let receipt: Receipt;
    try {
      const sent = { key: ballot.key, ballot: ballot.text, turn: mine.votes };
      receipt = (await (await ask(`${home}cast`, sent)).json()) as Receipt;
    } catch (error) {
      return refused(refusalOf(error));
    }
    sentPage(receipt);
  });
}

async function refused(refusal: Refusal): Promise<void> {
  if (refusal.code === "other_window") {
    mine = await askAgain();
    return check({ ...refusal, message: t("other_window", { at: stamp(mine.at, facts.now) }) });
  }
  if (FINAL.includes(refusal.code)) {
    forget("all");
    return show([head(), h("h1", {}, t("not_taken")), refusalBox(refusal)], [
      link(t("leave"), facts.public_href || home),
    ]);
  }
  check(refusal);
}

/** After another window voted: how many ballots there are now, asked with the same signature. */
async function askAgain(): Promise<Mine> {
  const credential = String(g.power(secret));
  const at = now();
  const signature = await sign(secret, `mine|${facts.uuid}|${credential}|${at}`);
  return (await ask(`${home}mine`, { credential, at, signature })).json() as Promise<Mine>;
}

function sentPage(receipt: Receipt): void {
  const same = receipt.tracker === ballot.tracker;
  const trackers = trackerCard(t("tracker_after"));
  show(
    [segments("sent"),
      h("p", { class: "received" }, icon("circle-check"), t("received", { at: stamp(receipt.at) })),
      h("h1", {}, t(receipt.turn > 1 ? "sent_again_title" : "sent_title")), h("p", { class: "lead" }, facts.title),
      same ? null : box("late", t("other_tracker_title"), h("p", {}, t("other_tracker", { tracker: receipt.tracker })), callLine()),
      trackers, receiptCard(receipt),
      h("h2", { class: "between" }, t("later_title")),
      h("section", { class: "card is-rows" },
        listed(t("later_1"), t("later_2", { at: closes(), n: facts.threshold }), t("later_3")),
        h("a", { class: "row", href: `${home}list/?q=${encodeURIComponent(receipt.tracker)}` }, t("find_in_list"), icon("chevron-right"))),
      card(t("mind_title"), h("p", {}, t("mind_words", { at: closes() }))),
      box("near", t("mismatch_title"), callLine())],
    [h("a", { class: "button is-main", href: facts.public_href || home }, t("leave"))],
  );
  forget("all");
}

/** Of a signed vote: the file with which its owner can show what the number stands for. */
function receiptCard(receipt: Receipt): HTMLElement | null {
  if (!ballot.vote) return null;
  const file = { election: facts.uuid, title: facts.title, tracker: receipt.tracker, at: receipt.at, vote: ballot.vote };
  const name = `linli-${facts.uuid.slice(0, 6)}-${receipt.tracker.slice(0, 6)}.json`;
  const save = (): void => download(name, `${JSON.stringify(file, null, 1)}\n`);
  return card(
    t("receipt_title"), h("p", {}, t("receipt_words")),
    h("button", { type: "button", class: "button is-plain", click: save }, icon("download"), t("receipt_save")),
  );
}

void begin();
