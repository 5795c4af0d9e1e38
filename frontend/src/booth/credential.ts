// The voting code on a slip: 22 characters of the protocol, and three that find a slip of the pen.
//
// The check is that of Reed and Solomon over the integers modulo 59, as linli/ballots makes it.

import { g } from "./group.ts";
import { derived } from "./hash.ts";

const LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const GROUPS = [5, 6, 5, 6, 3];
const LENGTH = 22;
const WHOLE = 25;
const FIELD = 59;

/** What is wrong with a typed code, and at which place, counted from one. */
export interface Fault {
  code:
    | "no_such_letter"
    | "wrong_letter"
    | "swapped_letters"
    | "wrong_letters"
    | "missing_letter"
    | "extra_letter"
    | "short"
    | "long";
  place?: number;
  letter?: string;
  count?: number;
}

const at = (sum: number): number => ((sum % FIELD) + FIELD) % FIELD;

const powers = [1];
while (powers.length < FIELD) powers.push(at((powers.at(-1) as number) * 2));

const inverseOf = (value: number): number => {
  for (let i = 1; i < FIELD; i++) if (at(i * value) === 1) return i;
  return 0;
};

/** The characters alone: what people write between them is not part of the code. */
export const bare = (text: string): string =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\-‐-―]/g, "");

/** The code in the groups in which the slip shows it. */
export function dashed(code: string): string {
  let from = 0;
  const parts = GROUPS.map((size) => code.slice(from, (from += size)));
  return parts.filter(Boolean).join("-");
}

/** The group and the place in it of a character, both counted from one. */
export function whereIs(place: number): { group: number; place: number } {
  let left = place;
  for (const [index, size] of GROUPS.entries()) {
    if (left <= size) return { group: index + 1, place: left };
    left -= size;
  }
  return { group: GROUPS.length, place: left };
}

const valuesOf = (code: string): number[] => [...code].map((letter) => LETTERS.indexOf(letter));

/** Divide by (x-1)(x-2)(x-4) and give what makes the remainder vanish. */
function checkOf(values: number[]): number[] {
  let rest = [0, 0, 0] as [number, number, number];
  for (const value of values) {
    const lead = at(value + rest[0]);
    rest = [rest[1] + lead * 7, rest[2] - lead * 14, lead * 8].map(at) as typeof rest;
  }
  return rest.map((value) => at(-value));
}

/** The code's value at 1, 2 and 4: all nought where nothing is wrong. */
function syndromes(values: number[]): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (const value of values) {
    sums[0] = at(sums[0] + value);
    sums[1] = at(sums[1] * 2 + value);
    sums[2] = at(sums[2] * 4 + value);
  }
  return sums;
}

const isWhole = (values: number[]): boolean => syndromes(values).every((sum) => sum === 0);

/** The one place where another letter makes all well, counted from one, or nought. */
function singleError(values: number[]): number {
  const [first, second, third] = syndromes(values);
  if (!first || at(second * second - first * third)) return 0;
  const distance = powers.indexOf(at(second * inverseOf(first)));
  if (distance < 0 || distance >= WHOLE) return 0;
  const index = WHOLE - 1 - distance;
  return at((values[index] as number) - first) < LETTERS.length ? index + 1 : 0;
}

function wrongWithin(code: string, values: number[]): Fault | null {
  if (isWhole(values)) return null;
  const place = singleError(values);
  if (place) return { code: "wrong_letter", place, letter: code[place - 1] as string };
  for (let first = 1; first < WHOLE; first++) {
    const swapped = [...values];
    [swapped[first - 1], swapped[first]] = [values[first] as number, values[first - 1] as number];
    if (isWhole(swapped)) return { code: "swapped_letters", place: first };
  }
  return { code: "wrong_letters" };
}

function wrongLength(code: string, values: number[]): Fault {
  const count = Math.abs(values.length - WHOLE);
  if (values.length === WHOLE - 1) {
    for (let place = 1; place <= WHOLE; place++) {
      const filled = [...values.slice(0, place - 1), 0, ...values.slice(place - 1)];
      if (isWhole(filled) || singleError(filled) === place) return { code: "missing_letter", place };
    }
  }
  if (values.length === WHOLE + 1) {
    for (let place = 1; place <= values.length; place++) {
      if (isWhole([...values.slice(0, place - 1), ...values.slice(place)])) {
        return { code: "extra_letter", place, letter: code[place - 1] as string };
      }
    }
  }
  return { code: values.length < WHOLE ? "short" : "long", count };
}

/** What is wrong with a typed code, if anything: a single wrong character is found exactly. */
export function faultOf(text: string): Fault | null {
  const code = bare(text);
  const values = valuesOf(code);
  const strange = values.indexOf(-1);
  if (strange >= 0) {
    return { code: "no_such_letter", place: strange + 1, letter: [...code][strange] as string };
  }
  if (values.length === LENGTH) return null;
  return values.length === WHOLE ? wrongWithin(code, values) : wrongLength(code, values);
}

function draw(): number[] {
  const values: number[] = [];
  while (values.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // 232 is four times 58: above it some characters would be likelier.
      if (byte < 232 && values.length < LENGTH) values.push(byte % LETTERS.length);
    }
  }
  return values;
}

/** Twenty-two characters that nobody can guess. */
export const newToken = (): string => draw().map((value) => LETTERS[value]).join("");

/** A new code that nobody can guess, as the slip shows it. */
export function newCode(): string {
  for (;;) {
    const values = draw();
    const check = checkOf(values);
    if (check.every((value) => value < LETTERS.length)) {
      return dashed([...values, ...check].map((value) => LETTERS[value]).join(""));
    }
  }
}

/** The secret number of a code in one election. */
export const secretOf = (uuid: string, text: string): Promise<bigint> =>
  derived(`derive_credential|${uuid}`, dashed(bare(text).slice(0, LENGTH)));

/** What the server may know of a code. */
export const publicOf = async (uuid: string, text: string): Promise<bigint> =>
  g.power(await secretOf(uuid, text));
