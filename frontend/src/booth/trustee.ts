// A trustee's part: a key made on this device in three steps, and the opening of the box.
//
// What a trustee keeps is a seed, as linli/ballots makes it: one file serves every step.

import { g, GROUP, isElement, mod, number, P, power, Q, random, times } from "./group.ts";
import { newToken } from "./credential.ts";
import { challenge, sha256hex } from "./hash.ts";
import { open, isSigned, seal, sign } from "./sealed.ts";
import type { Sealed } from "./sealed.ts";
import type { Ciphertext, Proof } from "./ballot.ts";

export interface KeyFile {
  linli: "trustee-key";
  version: 1;
  election: string;
  index: number;
  size: number;
  threshold: number;
  seed: string;
}

export interface SignedMessage {
  message: string;
  signature: Proof;
}

interface Cert {
  context: { group: string; size: number; threshold: number; index: number };
  verification: string;
  encryption: string;
}

export interface Polynomial {
  coefexps: SignedMessage;
  signature: Proof;
  shares: Sealed[];
}

export interface VerificationKey {
  pok: Proof;
  public_key: string;
  signature: Proof;
}

export function newKey(election: string, index: number, size: number, threshold: number): KeyFile {
  const seed = newToken();
  return { linli: "trustee-key", version: 1, election, index, size, threshold, seed };
}

/** Read a key file; throws where it is none. */
export function readKey(text: string): KeyFile {
  const key = JSON.parse(text) as KeyFile;
  if (key.linli !== "trustee-key" || key.version !== 1) throw new Error("no key");
  if (!/^[1-9A-HJ-NP-Za-km-z]{22}$/.test(key.seed)) throw new Error("no key");
  return key;
}

const secret = async (key: KeyFile, label: string): Promise<bigint> =>
  BigInt(`0x${await sha256hex(`${label}|${key.seed}`)}`) % Q;

const signing = (key: KeyFile): Promise<bigint> => secret(key, "sk");
const decrypting = (key: KeyFile): Promise<bigint> => secret(key, "dk");

async function signed(by: bigint, message: string): Promise<SignedMessage> {
  return { message, signature: await sign(by, message) };
}

/** Step 1: the public halves of the two keys with which trustees talk to each other. */
export async function makeCert(key: KeyFile): Promise<string> {
  const sk = await signing(key);
  const cert: Cert = {
    context: { group: GROUP, size: key.size, threshold: key.threshold, index: key.index },
    verification: String(g.power(sk)),
    encryption: String(g.power(await decrypting(key))),
  };
  return JSON.stringify(await signed(sk, JSON.stringify(cert)));
}

function certOf(text: string): { cert: Cert; signed: SignedMessage } {
  const message = JSON.parse(text) as SignedMessage;
  return { cert: JSON.parse(message.message) as Cert, signed: message };
}

/** Whether the certificates are all there, each signed by its own key and in its own place. */
export async function certsAreSound(key: KeyFile, certs: string[]): Promise<boolean> {
  if (certs.length !== key.size) return false;
  for (const [index, text] of certs.entries()) {
    const { cert, signed: message } = certOf(text);
    const { context } = cert;
    const verification = number(cert.verification, P);
    if (context.index !== index + 1 || context.group !== GROUP) return false;
    if (context.size !== key.size || context.threshold !== key.threshold) return false;
    if (!isElement(verification) || !isElement(number(cert.encryption, P))) return false;
    if (!(await isSigned(verification, message.message, message.signature))) return false;
  }
  const own = certOf(certs[key.index - 1] as string).cert;
  return own.verification === String(g.power(await signing(key)));
}

const valueAt = (polynomial: bigint[], x: number): bigint =>
  polynomial.reduceRight((sum, coefficient) => mod(sum * BigInt(x) + coefficient), 0n);

const certsMessage = (certs: string[], coefexps: string[]): string =>
  `certs_sig|${JSON.stringify({ certs: certs.map((text) => JSON.parse(text) as unknown), coefexps })}`;

/** Step 2: a share of the key for each trustee, sealed for that one. */
export async function makePolynomial(key: KeyFile, certs: string[]): Promise<string> {
  const sk = await signing(key);
  const own = Array.from({ length: key.threshold }, random);
  const exponents = own.map((coefficient) => String(g.power(coefficient)));
  const coefexps = await signed(sk, JSON.stringify({ coefexps: exponents }));
  const signature = await sign(sk, certsMessage(certs, exponents));
  const shares: Sealed[] = [];
  for (const [index, text] of certs.entries()) {
    const recipient = certOf(text).cert.encryption;
    const dealt = JSON.stringify({ recipient, secret: String(valueAt(own, index + 1)) });
    shares.push(await seal(number(recipient, P), JSON.stringify(await signed(sk, dealt))));
  }
  return JSON.stringify({ coefexps, signature, shares });
}

const exponentsOf = (polynomial: Polynomial): bigint[] =>
  (JSON.parse(polynomial.coefexps.message) as { coefexps: string[] }).coefexps.map((one) =>
    number(one, P),
  );

/** The public value of a polynomial at a trustee's place. */
function publicAt(exponents: bigint[], x: number): bigint {
  let result = 1n;
  for (const one of [...exponents].reverse()) result = times(power(result, BigInt(x)), one);
  return result;
}

/** Read a share that was dealt to us, if its dealer signed it and meant us. */
async function dealtTo(dk: bigint, dealer: bigint, sealed: Sealed): Promise<bigint> {
  const { message, signature } = JSON.parse(await open(dk, sealed)) as SignedMessage;
  const given = JSON.parse(message) as { recipient: string; secret: string };
  if (!(await isSigned(dealer, message, signature))) throw new Error("signature");
  if (given.recipient !== String(g.power(dk))) throw new Error("recipient");
  return number(given.secret, Q);
}

/** Which trustee's share is false or unreadable, if any; they are numbered from one. */
export class FalseShare extends Error {
  readonly from: number;

  constructor(from: number) {
    super("share");
    this.from = from;
  }
}

/** Our share of the key, gathered from what all trustees sealed for us and each one checked. */
export async function shareOf(
  key: KeyFile,
  certs: string[],
  polynomials: string[],
): Promise<bigint> {
  const dk = await decrypting(key);
  let sum = 0n;
  for (const [index, text] of polynomials.entries()) {
    try {
      const polynomial = JSON.parse(text) as Polynomial;
      const verification = number(certOf(certs[index] as string).cert.verification, P);
      const { message, signature } = polynomial.coefexps;
      if (!(await isSigned(verification, message, signature))) throw new Error("signature");
      const exponents = exponentsOf(polynomial);
      if (exponents.length !== key.threshold) throw new Error("length");
      const share = await dealtTo(dk, verification, polynomial.shares[key.index - 1] as Sealed);
      if (g.power(share) !== publicAt(exponents, key.index)) throw new Error("share");
      sum = mod(sum + share);
    } catch {
      throw new FalseShare(index + 1);
    }
  }
  return sum;
}

/** Step 3: the public half of our share, with the proof that we hold the other half. */
export async function makeVerification(
  key: KeyFile,
  certs: string[],
  polynomials: string[],
): Promise<string> {
  const share = await shareOf(key, certs, polynomials);
  const public_key = String(g.power(share));
  const w = random();
  const c = await challenge(`pok|${GROUP}|${public_key}|`, [g.power(w)]);
  const verification: VerificationKey = {
    pok: { challenge: String(c), response: String(mod(w - share * c)) },
    public_key,
    signature: await sign(await signing(key), public_key),
  };
  return JSON.stringify(verification);
}

/** The opening of a secret box: each sum raised to our share, with the proof of it. */
export async function partialDecryption(
  share: bigint,
  fingerprint: string,
  encryptedTally: string,
): Promise<string> {
  const tally = JSON.parse(encryptedTally) as Ciphertext[][];
  const prefix = `decrypt|${fingerprint}|${g.power(share)}|`;
  const decryption_factors: string[][] = [];
  const decryption_proofs: Proof[][] = [];
  for (const question of tally) {
    const factors: string[] = [];
    const proofs: Proof[] = [];
    for (const { alpha } of question) {
      const base = number(alpha, P);
      const w = random();
      const c = await challenge(prefix, [g.power(w), power(base, w)]);
      factors.push(String(power(base, share)));
      proofs.push({ challenge: String(c), response: String(mod(w - share * c)) });
    }
    decryption_factors.push(factors);
    decryption_proofs.push(proofs);
  }
  return JSON.stringify({ decryption_factors, decryption_proofs });
}

/** The opening of a confidential box: our share of the tellers' key itself. */
export const shareText = (share: bigint): string => JSON.stringify({ share: String(share) });
