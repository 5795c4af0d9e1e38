// What only the holders of a key may read, and signatures that prove who wrote.

import { g, mod, number, P, power, Q, random, Table, times } from "./group.ts";
import { challenge, fromBase64, hex, padded, sha256, sha256hex, utf8 } from "./hash.ts";
import type { Election, Proof } from "./ballot.ts";

export interface Sealed {
  alpha: string;
  iv: string;
  box: string;
}

async function keyOf(shared: bigint): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", await sha256(String(shared)), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
}

/** Encrypt a text to a public key. */
export async function seal(y: bigint | Table, text: string): Promise<Sealed> {
  const r = random();
  const shared = typeof y === "bigint" ? power(y, r) : y.power(r);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(shared);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8(text));
  return { alpha: String(g.power(r)), iv: padded(iv), box: padded(new Uint8Array(box)) };
}

/** Read what was encrypted to our own key; throws where it was changed on the way. */
export async function open(secret: bigint, sealed: Sealed): Promise<string> {
  const key = await keyOf(power(number(sealed.alpha, P), secret));
  const iv = fromBase64(sealed.iv);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, fromBase64(sealed.box));
  return new TextDecoder().decode(text);
}

/** Sign a message with a secret number. */
export async function sign(secret: bigint, message: string): Promise<Proof> {
  const w = random();
  const c = await challenge(`sigmsg|${message}|`, [g.power(w)]);
  return { challenge: String(c), response: String(mod(w - secret * c)) };
}

export async function isSigned(by: bigint, message: string, signature: Proof): Promise<boolean> {
  const c = number(signature.challenge, Q);
  const a = times(g.power(number(signature.response, Q)), power(by, c));
  return (await challenge(`sigmsg|${message}|`, [a])) === c;
}

/** A confidential vote: sealed for the tellers, committed to in public, signed by the code. */
export async function makeSignedBallot(
  election: Election,
  secret: bigint,
  numbers: number[],
): Promise<{ text: string; commitment: string; vote: string }> {
  const credential = String(g.power(secret));
  const vote = JSON.stringify({
    election: election.uuid,
    line: await sha256hex(credential),
    choices: [...numbers].sort((a, b) => a - b),
    salt: hex(crypto.getRandomValues(new Uint8Array(32))),
  });
  const commitment = await sha256hex(vote);
  const unsigned = {
    election_uuid: election.uuid,
    election_hash: election.fingerprint,
    credential,
    commitment,
    sealed: await seal(election.y, vote),
  };
  const signature = await sign(secret, JSON.stringify(unsigned));
  return { text: JSON.stringify({ ...unsigned, signature }), commitment, vote };
}
