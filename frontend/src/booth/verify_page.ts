// The page on which anybody checks the published record.

import {
  ask, box, button, canReckon, card, grouped, h, icon, largeType, Refused, refusalOf, t,
} from "./page.ts";
import { sha256hex } from "./hash.ts";
import type { Check, Report } from "./verify.ts";

interface Said {
  check?: Check;
  done?: number;
  all?: number;
  report?: Report;
  failed?: boolean;
}

const SAMPLE = 20;
const place = document.getElementById("verifier");
let worker: Worker | null = null;

function begin(): void {
  largeType();
  offerReceipt();
  if (!place) return;
  place.hidden = false;
  if (!canReckon()) place.replaceChildren(box("near", t("no_crypto_title"), h("p", {}, t("no_crypto"))));
  else offer();
}

function offer(said?: HTMLElement): void {
  const field = h("input", { type: "file", id: "own", accept: ".bel" }) as HTMLInputElement;
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    if (file) void file.arrayBuffer().then((bytes) => check(bytes, 0));
  });
  place?.replaceChildren(
    said ?? "",
    card("",
      button(t("begin_all"), () => void take(0)),
      button(t("begin_some", { n: SAMPLE }), () => void take(SAMPLE), "plain"),
      h("p", { class: "muted" }, t("takes")),
      h("details", {}, h("summary", {}, t("begin_file")), h("div", { class: "field" }, h("label", { for: "own" }, t("begin_file")), field))),
  );
}

async function take(sample: number): Promise<void> {
  place?.replaceChildren(h("p", { class: "muted" }, t("getting")));
  try {
    const answer = await ask(location.pathname.replace(/verify\/$/, "archive.bel"));
    check(await answer.arrayBuffer(), sample);
  } catch (error) {
    const refusal = refusalOf(error);
    const message = refusal.status === 404 ? t("no_record") : refusal.message;
    offer(box("near", "", h("p", {}, message)));
  }
}

function check(bytes: ArrayBuffer, sample: number): void {
  const list = h("ul", { class: "checks" });
  const words = h("p", { class: "muted", role: "status" });
  const bar = h("progress", { max: "1", value: "0", "aria-label": t("check_ballots") }) as HTMLProgressElement;
  place?.replaceChildren(card("", bar, words, list), button(t("stop"), stop, "plain"));
  worker = new Worker(document.body.dataset["worker"] ?? "");
  worker.onmessage = (event: MessageEvent<Said>) => {
    const { check: one, done, all, report, failed } = event.data;
    if (one) list.append(line(one));
    if (done !== undefined && all) {
      bar.value = done / all;
      words.textContent = t("progress", { done, all });
    }
    if (failed) offer(box("late", "", h("p", {}, t("failed"))));
    if (report) ended(report, list);
  };
  worker.onerror = () => offer(box("late", "", h("p", {}, t("failed"))));
  worker.postMessage({ bytes, sample }, [bytes]);
}

function stop(): void {
  worker?.terminate();
  worker = null;
  offer();
}

function line(check: Check): HTMLElement {
  const said = check.holds
    ? t(`facts_${check.code}`, check.facts)
    : t(`why_${check.facts["why"] ?? "malformed"}`);
  return h("li", { class: check.holds ? "is-good" : "is-late" },
    icon(check.holds ? "check" : "alert-triangle"), h("span", {}, t(`check_${check.code}`)), h("small", {}, said));
}

function ended(report: Report, list: HTMLElement): void {
  stop();
  const holds = report.checks.every((one) => one.holds);
  place?.replaceChildren(
    verdict(report, holds),
    h("section", { class: "card" }, list),
    holds && isThisElection(report) && report.counts.length ? numbers(report) : "",
    isThisElection(report) && report.ballots.length ? finder(report) : "",
    card(t("head"), h("p", { class: "mono" }, grouped(report.head))),
    button(t("again"), () => offer(), "plain"),
  );
  place?.querySelector("h2")?.scrollIntoView({ block: "center" });
}

function isThisElection(report: Report): boolean {
  return location.pathname.split("/").includes(report.uuid);
}

function verdict(report: Report, holds: boolean): HTMLElement {
  if (!holds) return box("late", t("does_not_hold"), h("p", {}, t("tell")));
  if (!isThisElection(report)) {
    return box("late", t("other_election"), h("p", {}, t("other_election_words", { name: report.name })));
  }
  const looked = report.checks.find((one) => one.code === "ballots")?.facts ?? {};
  return box(
    "good",
    t(report.finished ? "all_hold" : "holds_so_far"),
    report.finished ? null : h("p", {}, t("so_far")),
    looked["looked"] === looked["n"] ? null : h("p", {}, t("drawn_only", looked)),
  );
}

/** The counted numbers; where there is one more than there are answers, the first is the blank's. */
function numbers(report: Report): HTMLElement {
  const names = report.counts.length > report.answers.length ? [t("blank"), ...report.answers] : report.answers;
  const rows = names.map((name, index) =>
    h("tr", {}, h("td", {}, name), h("td", { class: "is-num" }, t("votes", { n: report.counts[index] ?? 0 }))));
  return card(t("result_title"), h("table", {}, h("tbody", {}, ...rows)));
}

function finder(report: Report): HTMLElement {
  const field = h("input", { id: "find", class: "mono", autocomplete: "off", spellcheck: "false" }) as HTMLInputElement;
  const said = h("p", { role: "status" });
  const look = (): void => {
    const wanted = field.value.replace(/\s/g, "");
    const found = wanted ? report.ballots.filter((one) => one.tracker.startsWith(wanted)) : [];
    const [first] = found;
    if (!first) said.textContent = wanted ? t("not_found") : "";
    else if (found.length > 1) said.textContent = t("several", { n: found.length });
    else said.textContent = t(first.counts ? "found_counts" : "found_replaced");
  };
  return h("form", { class: "card field", submit: (event) => (event.preventDefault(), look()) },
    h("h2", {}, t("find_title")), h("label", { for: "find" }, t("find_label")), field,
    h("button", { type: "submit", class: "button is-main" }, t("find")), said);
}

interface Receipt {
  tracker: string;
  vote: string;
}

/** Of a signed vote: whether a receipt is the one of its number, and the number on the list. */
function offerReceipt(): void {
  const own = document.getElementById("receipt");
  if (!own || !canReckon()) return;
  const field = h("input", { type: "file", id: "own", accept: ".json,application/json" }) as HTMLInputElement;
  const said = h("div", { role: "status" });
  field.addEventListener("change", () => {
    void field.files?.[0]?.text().then(held).then((answer) => said.replaceChildren(answer));
  });
  own.hidden = false;
  own.replaceChildren(h("section", { class: "card field" }, h("h2", {}, t("receipt_title")),
    h("p", { class: "muted" }, t("receipt_words")), h("label", { for: "own" }, t("receipt_file")), field, said));
}

async function held(text: string): Promise<HTMLElement> {
  try {
    const { tracker, vote } = JSON.parse(text) as Receipt;
    if ((await sha256hex(vote)) !== tracker) return box("late", t("receipt_false"), h("p", {}, t("tell")));
    const answer = await ask(location.pathname.replace(/verify\/$/, "commitments.json"));
    const { online } = (await answer.json()) as { online: string[] };
    return online.includes(tracker)
      ? box("good", t("receipt_holds"))
      : box("near", t("receipt_replaced"), h("p", {}, t("receipt_replaced_words")));
  } catch (error) {
    const said = error instanceof Refused ? error.message : t("receipt_none");
    return box("near", "", h("p", {}, said));
  }
}

begin();
