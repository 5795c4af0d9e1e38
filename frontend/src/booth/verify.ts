// A stranger's check of a published archive: nothing of the server is believed.

import { Election, isSound } from "./ballot.ts";
import type { BallotText, Ciphertext, Proof } from "./ballot.ts";
import { Broken, entries, eventOf } from "./archive.ts";
import type { Entry, Event } from "./archive.ts";
import {
  g, G, GROUP, inverse, inverseOfExponent, isElement, mod, number, P, power, Q, times,
} from "./group.ts";
import { base64, challenge, sha256 } from "./hash.ts";
import { isSigned } from "./sealed.ts";
import { exact, fields, items, string, visible, weight, whole } from "./shape.ts";

export interface Check {
  code: string;
  holds: boolean;
  facts: Record<string, string | number>;
}

export interface Listed {
  tracker: string;
  counts: boolean;
}

export interface Report {
  checks: Check[];
  head: string;
  fingerprint: string;
  uuid: string;
  name: string;
  answers: string[];
  counts: number[];
  ballots: Listed[];
  finished: boolean;
}

export interface Hooks {
  check(check: Check): void;
  progress(done: number, all: number): void;
}

interface Step {
  event: Event;
  hash: string;
  data: Entry[];
}

interface Cast {
  tracker: string;
  credential: string;
  text: string;
  answers: Ciphertext[][];
}

/** Public keys of the trustees' parts, one list for each member of trustees.json. */
interface Member {
  threshold: number;
  publicKey: bigint;
  owners: bigint[];
}

const text = (entry: Entry | undefined): string => {
  if (!entry) throw new Broken("order");
  return new TextDecoder().decode(entry.bytes);
};

const refuse = (code: string): never => {
  throw new Broken(code);
};

/** How many data records stand before an event, and whether the last is its payload. */
const RECORDS: Record<string, { data: number; payload: boolean }> = {
  Setup: { data: 4, payload: true },
  Ballot: { data: 1, payload: true },
  EndBallots: { data: 0, payload: false },
  EncryptedTally: { data: 2, payload: true },
  PartialDecryption: { data: 2, payload: true },
  Result: { data: 1, payload: true },
};

const NEXT: Record<string, string[]> = {
  "": ["Setup"],
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
};

/** Follow the chain of events: each names the one before and the payload that stands before it. */
function chain(found: Entry[]): Step[] {
  const steps: Step[] = [];
  let data: Entry[] = [];
  for (const one of found.slice(1)) {
    if (one.kind === "data") {
      data.push(one);
      continue;
    }
    const event = eventOf(one);
    const last = steps.at(-1);
    const rule = RECORDS[event.type];
    if (!rule || !NEXT[last?.event.type ?? ""]?.includes(event.type)) refuse("order");
    if (event.height !== steps.length || event.parent !== last?.hash) refuse("chain");
    if (data.length !== rule?.data) refuse("order");
    if (event.payload !== (rule?.payload ? data.at(-1)?.hash : undefined)) refuse("chain");
    steps.push({ event, hash: one.hash, data });
    data = [];
  }
  if (data.length || !steps.length) refuse("order");
  return steps;
}

const thingOf = (entry: Entry | undefined): unknown => exact((entry ?? refuse("order")).bytes);

const exactText = (said: string): unknown => exact(new TextEncoder().encode(said));

function proof(thing: unknown): Proof {
  const given = fields(thing, ["challenge", "response"]);
  number(given.challenge, Q);
  number(given.response, Q);
  return given as unknown as Proof;
}

interface Signed {
  message: string;
  signature: Proof;
}

function signed(thing: unknown): Signed {
  const given = fields(thing, ["message", "signature"]);
  return { message: string(given.message), signature: proof(given.signature) };
}

function element(of: unknown): bigint {
  const value = number(of, P);
  if (!isElement(value)) refuse("element");
  return value;
}

async function isKnown(prefix: string, key: bigint, proof: Proof): Promise<boolean> {
  const c = number(proof.challenge, Q);
  const a = times(g.power(number(proof.response, Q)), power(key, c));
  return (await challenge(prefix, [a])) === c;
}

/** The keys of a certificate, which must be made for this place among the trustees. */
function certified(message: string, place: { index: number; threshold: number; size: number }): bigint {
  const keys = fields(exactText(message), ["context", "verification", "encryption"], ["context"]);
  if (keys.context !== undefined) {
    const context = fields(keys.context, ["group", "size", "threshold", "index"]);
    if (context.group !== GROUP || whole(context.index) !== place.index) refuse("trustees");
    if (whole(context.size) !== place.size || whole(context.threshold) !== place.threshold) refuse("trustees");
  }
  element(keys.encryption);
  return element(keys.verification);
}

/** A key whose owner proves to know it; a threshold's key may be signed besides. */
async function keyIn(thing: unknown, names: readonly "signature"[]): Promise<{ key: bigint; signature?: Proof }> {
  const given = fields(thing, ["pok", "public_key", ...names] as const, ["signature"]);
  const key = element(given.public_key);
  if (!(await isKnown(`pok|${GROUP}|${key}|`, key, proof(given.pok)))) refuse("trustees");
  return given.signature === undefined ? { key } : { key, signature: proof(given.signature) };
}

async function pedersen(thing: unknown): Promise<Member> {
  const given = fields(
    thing, ["threshold", "certs", "coefexps", "signatures", "verification_keys"], ["signatures"],
  );
  const certs = items(given.certs).map(signed);
  const [size, threshold] = [certs.length, whole(given.threshold)];
  if (threshold < 1 || threshold > size) refuse("trustees");
  const coefexps = items(given.coefexps, size).map(signed);
  const signatures = given.signatures === undefined ? null : items(given.signatures, size).map(proof);
  const verifications: bigint[] = [];
  for (const [index, cert] of certs.entries()) {
    const verification = certified(cert.message, { index: index + 1, threshold, size });
    if (!(await isSigned(verification, cert.message, cert.signature))) refuse("trustees");
    verifications.push(verification);
  }
  const exponents: bigint[][] = [];
  for (const [index, one] of coefexps.entries()) {
    const signer = verifications[index] as bigint;
    if (!(await isSigned(signer, one.message, one.signature))) refuse("trustees");
    const written = items(fields(exactText(one.message), ["coefexps"]).coefexps);
    if (written.length !== threshold) refuse("trustees");
    exponents.push(written.map(element));
    const agreed = `certs_sig|${JSON.stringify({ certs, coefexps: written })}`;
    if (signatures && !(await isSigned(signer, agreed, signatures[index] as Proof))) refuse("trustees");
  }
  const owners: bigint[] = [];
  for (const [index, one] of items(given.verification_keys, size).entries()) {
    const { key, signature } = await keyIn(one, ["signature"]);
    let dealt = 1n;
    for (const own of exponents) {
      own.forEach((exponent, k) => (dealt = times(dealt, power(exponent, mod(BigInt(index + 1) ** BigInt(k))))));
    }
    if (key !== dealt) refuse("trustees");
    if (signature && !(await isSigned(verifications[index] as bigint, String(key), signature))) refuse("trustees");
    owners.push(key);
  }
  const publicKey = exponents.reduce((product, own) => times(product, own[0] as bigint), 1n);
  return { threshold, publicKey, owners };
}

async function members(entry: Entry | undefined): Promise<Member[]> {
  const found: Member[] = [];
  for (const thing of items(thingOf(entry))) {
    const [kind, body] = items(thing, 2);
    if (kind === "Pedersen") {
      found.push(await pedersen(body));
      continue;
    }
    if (kind !== "Single") refuse("shape");
    const { key } = await keyIn(body, []);
    found.push({ threshold: 1, publicKey: key, owners: [key] });
  }
  if (!found.length) refuse("trustees");
  return found;
}

const QUESTION = ["answers", "blank", "min", "max", "question"] as const;
const ELECTION = [
  "version", "description", "name", "group", "public_key", "questions", "uuid", "administrator", "credential_authority",
] as const;

/** The election's own text, every field of it as the protocol writes it. */
function requireElection(entry: Entry | undefined): void {
  const given = fields(thingOf(entry), ELECTION, ["administrator", "credential_authority"]);
  if (whole(given.version) !== 1 || given.group !== GROUP) refuse("shape");
  for (const name of ["description", "name", "public_key"] as const) string(given[name]);
  if (!/^[1-9A-HJ-NP-Za-km-z]{14,}$/.test(string(given.uuid))) refuse("shape");
  for (const one of items(given.questions)) {
    const question = fields(one, QUESTION, ["blank"]);
    const answers = items(question.answers).map(string).length;
    const [least, most] = [whole(question.min), whole(question.max)];
    string(question.question);
    if (question.blank !== undefined && question.blank !== true) refuse("shape");
    if (least > most || most > answers) refuse("shape");
  }
}

const product = (parts: bigint[]): bigint => parts.reduce(times, 1n);

/** Ballots drawn to be looked at: all of them, or so many without order. */
function drawn(all: number, sample: number): Set<number> {
  if (!sample || sample >= all) return new Set(Array.from({ length: all }, (_, index) => index));
  const found = new Set<number>();
  while (found.size < sample) {
    const value = crypto.getRandomValues(new Uint32Array(1))[0] as number;
    found.add(value % all);
  }
  return found;
}

class Verification {
  private readonly hooks: Hooks;
  private readonly report: Report;
  private election!: Election;
  private trustees: Member[] = [];
  private credentials = new Set<string>();
  private casts: Cast[] = [];
  private tally: Ciphertext[][] = [];
  private counted = 0n;
  private factors = new Map<number, bigint[][]>();

  constructor(hooks: Hooks) {
    this.hooks = hooks;
    this.report = {
      checks: [], head: "", fingerprint: "", uuid: "", name: "", answers: [], counts: [], ballots: [], finished: false,
    };
  }

  private async say(code: string, work: () => Promise<Record<string, string | number>> | Record<string, string | number>): Promise<boolean> {
    let check: Check;
    try {
      check = { code, holds: true, facts: await work() };
    } catch (error) {
      const why = error instanceof Broken ? error.code : "malformed";
      check = { code, holds: false, facts: { why } };
    }
    this.report.checks.push(check);
    this.hooks.check(check);
    return check.holds;
  }

  async run(bytes: Uint8Array<ArrayBuffer>, sample: number): Promise<Report> {
    let steps: Step[] = [];
    const whole = await this.say("chain", async () => {
      const found = await entries(bytes);
      steps = chain(found);
      this.report.head = steps.at(-1)?.hash ?? "";
      return { records: found.length, events: steps.length };
    });
    if (whole && (await this.setup(steps[0] as Step))) {
      const of = (type: string): Step[] => steps.filter((step) => step.event.type === type);
      await this.ballots(of("Ballot"), sample);
      const [tally] = of("EncryptedTally");
      if (tally && (await this.sums(tally))) {
        await this.decryptions(of("PartialDecryption"));
        const [result] = of("Result");
        if (result) await this.result(result);
        this.report.finished = Boolean(result);
      }
    }
    return this.report;
  }

  private async setup(step: Step): Promise<boolean> {
    const [election, trustees, credentials] = step.data;
    const named = await this.say("setup", async () => {
      const setup = fields(thingOf(step.data[3]), ["election", "trustees", "credentials"]);
      if (setup.election !== election?.hash || setup.trustees !== trustees?.hash) refuse("chain");
      if (setup.credentials !== credentials?.hash) refuse("chain");
      requireElection(election);
      this.election = await Election.read((election as Entry).bytes);
      this.report.fingerprint = this.election.fingerprint;
      this.report.uuid = this.election.uuid;
      this.report.name = visible(this.election.name);
      this.report.answers = this.election.questions.flatMap((question) => question.answers.map(visible));
      return { fingerprint: this.election.fingerprint };
    });
    if (!named) return false;
    const keys = await this.say("trustees", async () => {
      this.trustees = await members(trustees);
      if (product(this.trustees.map((one) => one.publicKey)) !== this.election.y.base) refuse("public_key");
      const owners = this.trustees.reduce((sum, one) => sum + one.owners.length, 0);
      return { n: owners, threshold: this.trustees.reduce((sum, one) => sum + one.threshold, 0) };
    });
    const listed = await this.say("credentials", () => {
      const list = items(thingOf(credentials)).map(string);
      for (const one of list) {
        const [credential = "", ...heavy] = one.split(",");
        if (heavy.length && heavy.join() !== "1") refuse("weighted");
        element(credential);
        this.credentials.add(credential);
      }
      if (this.credentials.size !== list.length) refuse("twice");
      return { n: list.length };
    });
    return keys && listed;
  }

  private async ballots(steps: Step[], sample: number): Promise<void> {
    const looked = drawn(steps.length, sample);
    const known = this.credentials;
    const seen = new Set<string>();
    await this.say("ballots", async () => {
      let done = 0;
      for (const [index, step] of steps.entries()) {
        const said = text(step.data[0]);
        if (seen.has(step.data[0]?.hash ?? "")) refuse("replayed");
        seen.add(step.data[0]?.hash ?? "");
        const ballot = JSON.parse(said) as BallotText;
        const tracker = base64(await sha256((step.data[0] as Entry).bytes));
        const answers = ballot.answers.map((one) => one.choices);
        this.casts.push({ tracker, credential: ballot.credential, text: said, answers });
        if (!known.has(ballot.credential)) refuse("credential");
        if (!looked.has(index)) continue;
        if (!(await isSound(this.election, said, known))) refuse("unsound");
        this.hooks.progress(++done, looked.size);
      }
      return { n: steps.length, looked: looked.size };
    });
    const last = new Map(this.casts.map((cast) => [cast.credential, cast.tracker]));
    this.report.ballots = this.casts.map(({ tracker, credential }) => ({
      tracker, counts: last.get(credential) === tracker,
    }));
  }

  /** The sum over the last ballot of each credential must be the one that was published. */
  private sums(step: Step): Promise<boolean> {
    return this.say("tally", () => {
      const tally = items(thingOf(step.data[0]), this.election.questions.length);
      this.tally = tally.map((row) => items(row).map((one) => fields(one, ["alpha", "beta"]) as unknown as Ciphertext));
      const sized = fields(thingOf(step.data[1]), ["num_tallied", "total_weight", "encrypted_tally"]);
      const last = new Map(this.casts.map((cast) => [cast.credential, cast]));
      if (sized.encrypted_tally !== step.data[0]?.hash) refuse("chain");
      if (whole(sized.num_tallied) !== last.size || weight(sized.total_weight) !== BigInt(last.size)) refuse("num_tallied");
      this.counted = BigInt(last.size);
      this.election.questions.forEach((question, q) => {
        const length = question.answers.length + (question.blank ? 1 : 0);
        if (this.tally[q]?.length !== length) refuse("tally");
        for (let a = 0; a < length; a++) {
          const sum = { alpha: 1n, beta: 1n };
          for (const cast of last.values()) {
            const given = cast.answers[q]?.[a] as Ciphertext;
            sum.alpha = times(sum.alpha, number(given.alpha, P));
            sum.beta = times(sum.beta, number(given.beta, P));
          }
          const published = this.tally[q]?.[a] as Ciphertext;
          if (published.alpha !== String(sum.alpha) || published.beta !== String(sum.beta)) refuse("tally");
        }
      });
      return { n: last.size };
    });
  }

  private decryptions(steps: Step[]): Promise<boolean> {
    const owners = this.trustees.flatMap((one) => one.owners);
    return this.say("decryptions", async () => {
      for (const step of steps) {
        const given = fields(thingOf(step.data[1]), ["owner", "payload"]);
        const [owner, payload] = [whole(given.owner), string(given.payload)];
        if (payload !== step.data[0]?.hash || this.factors.has(owner)) refuse("chain");
        const key = owners[owner - 1] ?? refuse("owner");
        this.factors.set(owner, await this.decryption(step.data[0], key));
      }
      return { n: steps.length };
    });
  }

  private async decryption(entry: Entry | undefined, key: bigint): Promise<bigint[][]> {
    const given = fields(thingOf(entry), ["decryption_factors", "decryption_proofs"]);
    const factors = items(given.decryption_factors, this.tally.length);
    const proofs = items(given.decryption_proofs, this.tally.length);
    const prefix = `decrypt|${this.election.fingerprint}|${key}|`;
    const found: bigint[][] = [];
    for (const [q, answers] of this.tally.entries()) {
      const row: bigint[] = [];
      const own = items(factors[q], answers.length);
      const proven = items(proofs[q], answers.length).map(proof);
      for (const [a, { alpha }] of answers.entries()) {
        const factor = element(own[a]);
        const [c, r] = [number(proven[a]?.challenge, Q), number(proven[a]?.response, Q)];
        const first = times(g.power(r), power(key, c));
        const second = times(power(BigInt(alpha), r), power(factor, c));
        if ((await challenge(prefix, [first, second])) !== c) refuse("decryption");
        row.push(factor);
      }
      found.push(row);
    }
    return found;
  }

  /** Put the trustees' parts together for one sum, as many as it takes of each group of them. */
  private opened(q: number, a: number): bigint {
    let total = 1n;
    let first = 1;
    for (const member of this.trustees) {
      const here = member.owners.map((_, index) => index + 1).filter((index) => this.factors.has(first + index - 1));
      if (here.length < member.threshold) refuse("too_few");
      for (const index of here) {
        const factor = this.factors.get(first + index - 1)?.[q]?.[a] as bigint;
        let weight = 1n;
        for (const other of here) {
          if (other !== index) weight = mod(weight * BigInt(other) * inverseOfExponent(BigInt(other - index)));
        }
        total = times(total, member.owners.length === 1 ? factor : power(factor, weight));
      }
      first += member.owners.length;
    }
    return total;
  }

  private result(step: Step): Promise<boolean> {
    return this.say("result", () => {
      const { result } = fields(thingOf(step.data[0]), ["result"]);
      const rows = items(result, this.tally.length);
      const counts = this.tally.map((answers, q) => items(rows[q], answers.length).map(weight));
      // Numbers that differ by the group's order have one power: nobody has more than all.
      if (counts.flat().some((count) => count > this.counted)) refuse("too_many_votes");
      for (const [q, answers] of this.tally.entries()) {
        for (const [a, { beta }] of answers.entries()) {
          const plain = times(number(beta, P), inverse(this.opened(q, a)));
          if (power(G, counts[q]?.[a] as bigint) !== plain) refuse("result");
        }
      }
      this.report.counts = counts.flat().map(Number);
      return { n: counts.flat().length };
    });
  }
}

/** Verify an archive; `sample` ballots are looked at, or all where it is nought. */
export const verify = (bytes: Uint8Array<ArrayBuffer>, sample: number, hooks: Hooks): Promise<Report> =>
  new Verification(hooks).run(bytes, sample);
