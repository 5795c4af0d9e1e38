// SHA-256 by the browser itself, in the forms in which the protocol writes it.

import { Q } from "./group.ts";

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

export async function sha256(of: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof of === "string" ? utf8(of) : of;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export const sha256hex = async (of: string | Uint8Array<ArrayBuffer>): Promise<string> =>
  hex(await sha256(of));

/** Base64 without the padding, as Belenios writes hashes. */
export const base64 = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");

/** Base64 with its padding, for what is not a hash. */
export const padded = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export const sha256base64 = async (of: string | Uint8Array<ArrayBuffer>): Promise<string> =>
  base64(await sha256(of));

/** The protocol's challenge: a hash over a prefix and elements, as a number of Z_q. */
export async function challenge(prefix: string, elements: bigint[]): Promise<bigint> {
  return BigInt(`0x${await sha256hex(prefix + elements.join(","))}`) % Q;
}

/** A number of Z_q derived from a text, by two hashes so that none is likelier than another. */
export async function derived(label: string, tail: string): Promise<bigint> {
  const [first, second] = await Promise.all([
    sha256hex(`${label}|0|${tail}`),
    sha256hex(`${label}|1|${tail}`),
  ]);
  return BigInt(`0x${first}${second}`) % Q;
}
