// A published archive, read as strictly as belenios-tool reads it: every byte has its place.

import { sha256hex } from "./hash.ts";

const BLOCK = 512;
/** Bytes of the list of credentials, which is the third record, and of any other body. */
const LARGEST_LIST = 64 << 20;
const LARGEST = 2 << 20;
const LIST_AT = 3;
const decoder = new TextDecoder("utf-8", { fatal: true });

export interface Entry {
  name: string;
  hash: string;
  kind: "header" | "data" | "event";
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Event {
  parent?: string;
  height: number;
  type: string;
  payload?: string;
}

export class Broken extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, "0");

/** The header that a record of this name and size must have, byte for byte. */
function header(name: string, size: number, stamp: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void =>
    block.set(Uint8Array.from(text, (letter) => letter.charCodeAt(0)), at);
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, octal(size, 11));
  put(136, octal(stamp, 11));
  put(156, "0");
  put(148, "        ");
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return block;
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

const text = (bytes: Uint8Array): string => decoder.decode(bytes);

function nameAt(block: Uint8Array): string {
  const end = block.indexOf(0);
  return text(block.subarray(0, Math.min(end < 0 ? 100 : end, 100)));
}

function stampOf(bytes: Uint8Array): number {
  const { version, timestamp } = JSON.parse(text(bytes)) as { version: number; timestamp: string };
  if (version !== 1 || !/^[1-9][0-9]*$/.test(timestamp)) throw new Broken("header");
  if (text(bytes) !== JSON.stringify({ version, timestamp })) throw new Broken("header");
  return Number(timestamp);
}

/** Read all records; throws `Broken` with the reason where a byte is out of place. */
export async function entries(file: Uint8Array<ArrayBuffer>): Promise<Entry[]> {
  const found: Entry[] = [];
  let stamp = 0;
  for (let at = 0; at < file.length; ) {
    const block = file.subarray(at, at + BLOCK);
    if (block.length < BLOCK) throw new Broken("truncated");
    const size = parseInt(text(block.subarray(124, 135)), 8);
    const bytes = file.subarray(at + BLOCK, at + BLOCK + size);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (!Number.isInteger(size) || end > file.length) throw new Broken("truncated");
    if (size > (found.length === LIST_AT ? LARGEST_LIST : LARGEST)) throw new Broken("too_large");
    if (at === 0) stamp = stampOf(bytes);
    const name = nameAt(block);
    if (!same(block, header(name, size, stamp))) throw new Broken("header");
    if (file.subarray(at + BLOCK + size, end).some(Boolean)) throw new Broken("padding");
    found.push(await entry(name, bytes, at === 0));
    at = end;
  }
  if (!found.length) throw new Broken("truncated");
  return found;
}

async function entry(name: string, bytes: Uint8Array<ArrayBuffer>, first: boolean): Promise<Entry> {
  if (first !== (name === "BELENIOS")) throw new Broken("order");
  if (first) return { name, hash: "", kind: "header", bytes };
  const match = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(name);
  if (!match || match[1] !== (await sha256hex(bytes))) throw new Broken("hash");
  return { name, hash: match[1], kind: match[2] as "data" | "event", bytes };
}

export function eventOf(one: Entry): Event {
  const { parent, height, type, payload } = JSON.parse(text(one.bytes)) as Event;
  const again = JSON.stringify({
    ...(parent === undefined ? {} : { parent }),
    height,
    type,
    ...(payload === undefined ? {} : { payload }),
  });
  if (again !== text(one.bytes)) throw new Broken("event");
  return { ...(parent === undefined ? {} : { parent }), height, type, ...(payload === undefined ? {} : { payload }) };
}
