// The voting code on a slip: twenty random characters and two that find a slip of the pen.

import { g } from "./group.ts";
import { derived } from "./hash.ts";

const LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const GROUPS = [5, 6, 5, 6];
export const LENGTH = 22;
const FIELD = 59;

export type Fault =
  | { kind: "letter"; place: number; letter: string }
  | { kind: "wrong"; place: number; letter: string }
  | { kind: "short"; have: number }
  | { kind: "long"; have: number }
  | { kind: "swapped" }
  | { kind: "several" };

const at = (sum: number): number => ((sum % FIELD) + FIELD) % FIELD;

/** What people may add between the characters is not part of the code. */
export const bare = (text: string): string => text.replace(/[\s\-‐-―－_·.]/g, "");

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

function sums(values: number[]): [number, number] {
  let plain = 0;
  let weighted = 0;
  values.forEach((value, index) => {
    plain += value;
    weighted += (index + 1) * value;
  });
  return [at(plain), at(weighted)];
}

const inverseOf = (value: number): number => {
  for (let i = 1; i < FIELD; i++) if (at(i * value) === 1) return i;
  return 0;
};

/** What is wrong with a typed code, if anything: a single wrong character is found exactly. */
export function faultOf(text: string): Fault | null {
  const code = bare(text);
  for (const [index, letter] of [...code].entries()) {
    if (!LETTERS.includes(letter)) return { kind: "letter", place: index + 1, letter };
  }
  if (code.length < LENGTH) return { kind: "short", have: code.length };
  if (code.length > LENGTH) return { kind: "long", have: code.length };
  const [plain, weighted] = sums([...code].map((letter) => LETTERS.indexOf(letter)));
  if (plain === 0 && weighted === 0) return null;
  if (plain === 0) return { kind: "swapped" };
  const place = at(weighted * inverseOf(plain));
  if (place < 1 || place > LENGTH) return { kind: "several" };
  return { kind: "wrong", place, letter: code[place - 1] as string };
}

/** A new code that nobody can guess. */
export function newCode(): string {
  for (;;) {
    const values: number[] = [];
    while (values.length < LENGTH - 2) {
      for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
        // 232 is four times 58: above it some characters would be likelier.
        if (byte < 232 && values.length < LENGTH - 2) values.push(byte % 58);
      }
    }
    const [plain, weighted] = sums(values);
    const last = at((LENGTH - 1) * plain - weighted);
    const before = at(-plain - last);
    if (last < 58 && before < 58) {
      return dashed([...values, before, last].map((value) => LETTERS[value]).join(""));
    }
  }
}

/** The secret number of a code in one election. */
export const secretOf = (uuid: string, text: string): Promise<bigint> =>
  derived(`derive_credential|${uuid}`, dashed(bare(text)));

/** What the server may know of a code. */
export const publicOf = async (uuid: string, text: string): Promise<bigint> =>
  g.power(await secretOf(uuid, text));
