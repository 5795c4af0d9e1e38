// What a first visit costs: every built file, as it is and as brotli sends it.
import { readdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const folder = new URL("../dist/assets/", import.meta.url);

for (const name of readdirSync(folder).sort()) {
  const bytes = readFileSync(new URL(name, folder));
  const sent = brotliCompressSync(bytes).length;
  console.log(`${name.padEnd(40)} ${String(bytes.length).padStart(8)} ${String(sent).padStart(8)}`);
}
