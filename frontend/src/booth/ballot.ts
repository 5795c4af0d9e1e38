// Ballots of the Belenios protocol, version 1: made, and checked as a stranger would.

import { g, inverse, isElement, mod, number, P, power, Q, random, Table, times } from "./group.ts";
import { challenge, sha256, base64, sha256base64, utf8 } from "./hash.ts";

export interface Proof {
  challenge: string;
  response: string;
}

export interface Ciphertext {
  alpha: string;
  beta: string;
}

export interface Question {
  answers: string[];
  blank?: boolean;
  min: number;
  max: number;
  question: string;
}

interface ElectionText {
  version: number;
  name: string;
  description: string;
  group: string;
  public_key: string;
  questions: Question[];
  uuid: string;
}

export interface Answer {
  choices: Ciphertext[];
  individual_proofs: Proof[][];
  overall_proof: Proof[];
  blank_proof?: Proof[];
}

export interface BallotText {
  election_uuid: string;
  election_hash: string;
  credential: string;
  answers: Answer[];
  signature: { hash: string; proof: Proof };
}

/** What is chosen in a question: the answers' places from zero; `blank` is a choice of its own. */
export interface Choice {
  picked: number[];
  blank: boolean;
}

export class Election {
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly questions: Question[];
  readonly fingerprint: string;
  readonly y: Table;

  private constructor(text: ElectionText, fingerprint: string) {
    if (text.version !== 1 || text.group !== "BELENIOS-2048") throw new Error("election");
    this.uuid = text.uuid;
    this.name = text.name;
    this.description = text.description;
    this.questions = text.questions;
    this.fingerprint = fingerprint;
    const key = number(text.public_key, P);
    if (!isElement(key)) throw new Error("election");
    this.y = new Table(key);
  }

  /** Read the bytes that are published; the fingerprint is made here, never taken on trust. */
  static async read(bytes: Uint8Array<ArrayBuffer>): Promise<Election> {
    const text = JSON.parse(new TextDecoder().decode(bytes)) as ElectionText;
    return new Election(text, base64(await sha256(bytes)));
  }
}

/** What the voter finds on the public list. */
export const tracker = (text: string): Promise<string> => sha256base64(text);

const written = (challenged: bigint, response: bigint): Proof => ({
  challenge: String(challenged),
  response: String(response),
});

interface Sealed {
  alpha: bigint;
  beta: bigint;
  /** The random number and the plain one behind them. */
  r: bigint;
  m: bigint;
}

/** A branch of a proof: "this ciphertext holds this number". */
interface Branch {
  of: Sealed;
  holds: bigint;
}

function seal(y: Table, m: bigint): Sealed {
  const r = random();
  return { alpha: g.power(r), beta: times(y.power(r), g.power(m)), r, m };
}

function sumOf(parts: Sealed[]): Sealed {
  return parts.reduce(
    (sum, part) => ({
      alpha: times(sum.alpha, part.alpha),
      beta: times(sum.beta, part.beta),
      r: mod(sum.r + part.r),
      m: sum.m + part.m,
    }),
    { alpha: 1n, beta: 1n, r: 0n, m: 0n },
  );
}

/** Prove that one of the branches is true without telling which. */
async function proveOne(y: Table, prefix: string, branches: Branch[]): Promise<Proof[]> {
  const real = branches.findIndex((branch) => branch.of.m === branch.holds);
  if (real < 0) throw new Error("choice");
  const parts = branches.map(({ of, holds }, index) => {
    const w = random();
    if (index === real) return { c: 0n, t: 0n, w, a: g.power(w), b: y.power(w) };
    const c = random();
    const both = mod(w + of.r * c);
    const b = times(y.power(both), g.power(mod((of.m - holds) * c)));
    return { c, t: w, w, a: g.power(both), b };
  });
  const asked = await challenge(prefix, parts.flatMap(({ a, b }) => [a, b]));
  const others = parts.reduce((sum, part) => sum + part.c, 0n);
  return parts.map(({ c, t, w }, index) => {
    if (index !== real) return written(c, t);
    const own = mod(asked - others);
    return written(own, mod(w - (branches[real] as Branch).of.r * own));
  });
}

const range = (least: number, most: number): bigint[] =>
  Array.from({ length: most - least + 1 }, (_, index) => BigInt(least + index));

const joined = (choices: { alpha: bigint | string; beta: bigint | string }[]): string =>
  choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",");

/** What is sealed for a question: one number for each answer, before them the blank's own. */
function numbers(question: Question, choice: Choice): bigint[] {
  const picks = question.answers.map((_, index) => (choice.picked.includes(index) ? 1n : 0n));
  const count = picks.filter(Boolean).length;
  const blank = Boolean(question.blank) && choice.blank;
  if (blank ? count > 0 : count < question.min || count > question.max) throw new Error("choice");
  return question.blank ? [blank ? 1n : 0n, ...picks] : picks;
}

async function answer(
  election: Election,
  question: Question,
  choice: Choice,
  prefix: string,
): Promise<Answer> {
  const { y } = election;
  const sealed = numbers(question, choice).map((m) => seal(y, m));
  const individual_proofs: Proof[][] = [];
  for (const of of sealed) {
    const name = `prove|${prefix}|${of.alpha},${of.beta}|`;
    individual_proofs.push(await proveOne(y, name, range(0, 1).map((holds) => ({ of, holds }))));
  }
  const choices = sealed.map(({ alpha, beta }) => ({ alpha: String(alpha), beta: String(beta) }));
  const all = `${prefix}|${joined(sealed)}`;
  const counted = range(question.min, question.max);
  if (!question.blank) {
    const sum = sumOf(sealed);
    const name = `prove|${all}|${sum.alpha},${sum.beta}|`;
    const branches = counted.map((holds) => ({ of: sum, holds }));
    return { choices, individual_proofs, overall_proof: await proveOne(y, name, branches) };
  }
  const first = sealed[0] as Sealed;
  const sum = sumOf(sealed.slice(1));
  const overall_proof = await proveOne(y, `bproof1|${all}|`, [
    { of: first, holds: 1n },
    ...counted.map((holds) => ({ of: sum, holds })),
  ]);
  const blank_proof = await proveOne(y, `bproof0|${all}|`, [
    { of: first, holds: 0n },
    { of: sum, holds: 0n },
  ]);
  return { choices, individual_proofs, overall_proof, blank_proof };
}

/** Encrypt a vote and sign it with the code's secret; answers the exact text that is sent. */
export async function makeBallot(
  election: Election,
  secret: bigint,
  choices: Choice[],
): Promise<string> {
  const credential = String(g.power(secret));
  const prefix = `${election.fingerprint}|${credential}`;
  const answers: Answer[] = [];
  for (const [index, question] of election.questions.entries()) {
    answers.push(await answer(election, question, choices[index] as Choice, prefix));
  }
  const unsigned = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential,
    answers,
  };
  const hash = await sha256base64(JSON.stringify(unsigned));
  const w = random();
  const c = await challenge(`sig|${hash}|`, [g.power(w)]);
  const proof = written(c, mod(w - secret * c));
  return JSON.stringify({ ...unsigned, signature: { hash, proof } });
}

interface Opened {
  alpha: bigint;
  beta: bigint;
}

const read = ({ alpha, beta }: Ciphertext): Opened => ({
  alpha: number(alpha, P),
  beta: number(beta, P),
});

const productOf = (parts: Opened[]): Opened =>
  parts.reduce(
    (sum, part) => ({ alpha: times(sum.alpha, part.alpha), beta: times(sum.beta, part.beta) }),
    { alpha: 1n, beta: 1n },
  );

async function checkOne(
  y: Table,
  prefix: string,
  branches: { of: Opened; holds: bigint }[],
  proofs: Proof[],
): Promise<boolean> {
  if (proofs.length !== branches.length) return false;
  let sum = 0n;
  const elements: bigint[] = [];
  for (const [index, { of, holds }] of branches.entries()) {
    const proof = proofs[index] as Proof;
    const c = number(proof.challenge, Q);
    const r = number(proof.response, Q);
    sum += c;
    elements.push(times(g.power(r), power(of.alpha, c)));
    elements.push(times(times(y.power(r), power(of.beta, c)), g.power(mod(-holds * c))));
  }
  return (await challenge(prefix, elements)) === mod(sum);
}

async function checkAnswer(
  election: Election,
  question: Question,
  given: Answer,
  prefix: string,
): Promise<boolean> {
  const { y } = election;
  const expected = question.answers.length + (question.blank ? 1 : 0);
  if (given.choices.length !== expected || given.individual_proofs.length !== expected) return false;
  if (Boolean(question.blank) !== Boolean(given.blank_proof)) return false;
  const sealed = given.choices.map(read);
  for (const [index, of] of sealed.entries()) {
    if (!isElement(of.alpha) || !isElement(of.beta)) return false;
    const name = `prove|${prefix}|${of.alpha},${of.beta}|`;
    const branches = range(0, 1).map((holds) => ({ of, holds }));
    if (!(await checkOne(y, name, branches, given.individual_proofs[index] as Proof[]))) return false;
  }
  const all = `${prefix}|${joined(given.choices)}`;
  const counted = range(question.min, question.max);
  if (!question.blank) {
    const sum = productOf(sealed);
    const name = `prove|${all}|${sum.alpha},${sum.beta}|`;
    const branches = counted.map((holds) => ({ of: sum, holds }));
    return checkOne(y, name, branches, given.overall_proof);
  }
  const first = sealed[0] as Opened;
  const sum = productOf(sealed.slice(1));
  const overall = [{ of: first, holds: 1n }, ...counted.map((holds) => ({ of: sum, holds }))];
  const none = [first, sum].map((of) => ({ of, holds: 0n }));
  return (
    (await checkOne(y, `bproof1|${all}|`, overall, given.overall_proof)) &&
    (await checkOne(y, `bproof0|${all}|`, none, given.blank_proof as Proof[]))
  );
}

const proofAgain = ({ challenge: c, response }: Proof): Proof => ({ challenge: c, response });

/** The ballot written anew in the protocol's order: any other spelling of it is refused. */
function rewritten(given: BallotText): string {
  return JSON.stringify({
    election_uuid: given.election_uuid,
    election_hash: given.election_hash,
    credential: given.credential,
    answers: given.answers.map((one) => ({
      choices: one.choices.map(({ alpha, beta }) => ({ alpha, beta })),
      individual_proofs: one.individual_proofs.map((proofs) => proofs.map(proofAgain)),
      overall_proof: one.overall_proof.map(proofAgain),
      ...(one.blank_proof ? { blank_proof: one.blank_proof.map(proofAgain) } : {}),
    })),
    signature: { hash: given.signature.hash, proof: proofAgain(given.signature.proof) },
  });
}

/** Whether a published ballot belongs to the election, is whole, and proves what it must. */
export async function isSound(
  election: Election,
  text: string,
  credentials: ReadonlySet<string>,
): Promise<boolean> {
  try {
    const given = JSON.parse(text) as BallotText;
    if (rewritten(given) !== text) return false;
    if (given.election_uuid !== election.uuid) return false;
    if (given.election_hash !== election.fingerprint) return false;
    if (!credentials.has(given.credential)) return false;
    if (given.answers.length !== election.questions.length) return false;
    const { signature, ...unsigned } = given;
    if (signature.hash !== (await sha256base64(utf8(JSON.stringify(unsigned))))) return false;
    const credential = number(given.credential, P);
    if (!isElement(credential)) return false;
    const c = number(signature.proof.challenge, Q);
    const a = times(g.power(number(signature.proof.response, Q)), power(credential, c));
    if ((await challenge(`sig|${signature.hash}|`, [a])) !== c) return false;
    const prefix = `${election.fingerprint}|${given.credential}`;
    for (const [index, question] of election.questions.entries()) {
      if (!(await checkAnswer(election, question, given.answers[index] as Answer, prefix))) return false;
    }
    return true;
  } catch {
    return false;
  }
}

export { inverse, read };
