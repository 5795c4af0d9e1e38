// Texts of the protocol have one form; whatever has another is refused, as the library does.

import { Broken } from "./archive.ts";

const LARGEST_PLAIN = (1 << 30) - 1;
/** Commas and brackets of a text: what is read takes a hundred times a bracket's room. */
const MOST_THINGS = 500_000;

const refuse = (code: string): never => {
  throw new Broken(code);
};

/** Read bytes as a thing that is written in the one way in which the protocol writes it. */
export function exact(bytes: Uint8Array): unknown {
  let things = 0;
  for (const byte of bytes) if (byte === 0x2c || byte === 0x5b || byte === 0x7b) things++;
  if (things > MOST_THINGS) refuse("too_large");
  const said = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const thing: unknown = JSON.parse(said);
  return JSON.stringify(thing) === said ? thing : refuse("canonical");
}

/** An object that has these fields in this order and no other; optional ones may lack. */
export function fields<Name extends string>(
  thing: unknown, names: readonly Name[], optional: readonly Name[] = [],
): Record<Name, unknown> {
  if (typeof thing !== "object" || thing === null || Array.isArray(thing)) return refuse("shape");
  const expected = names.filter((name) => Object.hasOwn(thing, name) || !optional.includes(name));
  const found = Object.keys(thing);
  if (found.length !== expected.length || found.some((name, index) => name !== expected[index])) refuse("shape");
  return thing as Record<Name, unknown>;
}

/** A list, of so many items where the number is known. */
export function items(thing: unknown, count?: number): unknown[] {
  if (!Array.isArray(thing) || (count !== undefined && thing.length !== count)) return refuse("shape");
  return thing;
}

export const string = (thing: unknown): string => (typeof thing === "string" ? thing : refuse("shape"));

/** A small whole number, not negative. */
export const whole = (thing: unknown): number =>
  typeof thing === "number" && Number.isSafeInteger(thing) && thing >= 0 ? thing : refuse("shape");

/** A number of votes: plain while it is small, a decimal string beyond. */
export function weight(thing: unknown): bigint {
  if (typeof thing === "number") return BigInt(thing <= LARGEST_PLAIN ? whole(thing) : refuse("number"));
  if (typeof thing !== "string" || thing.length > 1000 || !/^[1-9][0-9]*$/.test(thing)) return refuse("number");
  const value = BigInt(thing);
  return value > BigInt(LARGEST_PLAIN) ? value : refuse("number");
}

/** A text of the file as it may be shown: letters that steer a screen stand as their numbers. */
export const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`);
