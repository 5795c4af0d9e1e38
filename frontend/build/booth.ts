// The booth and its neighbours: each one script that imports nothing, named and listed by its
// SHA-256, so that the page can pin it and anybody can compare it.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { compile } from "sass";
import { build, type Plugin } from "vite";

const SCRIPTS = ["booth", "trustee_page", "verify_page", "verify_worker", "plain_page", "credentials"];
const STYLES = ["booth", "credentials"];

interface Listed {
  file: string;
  sha256: string;
  integrity: string;
  size: number;
}

async function script(name: string, target: string[]): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      target,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: { input: `src/booth/${name}.ts`, output: { format: "iife" } },
    },
  });
  const first = Array.isArray(made) ? made[0] : made;
  if (!first || !("output" in first)) throw new Error(`${name} was not built`);
  const chunks = first.output.filter((one) => one.type === "chunk");
  if (chunks.length !== 1 || chunks[0]?.imports.length) throw new Error(`${name} is not one file`);
  return chunks[0]?.code ?? "";
}

function listed(folder: string, name: string, kind: string, text: string): Listed {
  const digest = createHash("sha256").update(text).digest();
  const file = `assets/${name}-${digest.toString("hex").slice(0, 8)}.${kind}`;
  writeFileSync(`${folder}/${file}`, text);
  return {
    file,
    sha256: digest.toString("hex"),
    integrity: `sha256-${digest.toString("base64")}`,
    size: Buffer.byteLength(text),
  };
}

/** Build the pinned scripts after all others and write their list beside Vite's own. */
export function booth(folder: string, target: string[]): Plugin {
  return {
    name: "linli-booth",
    apply: "build",
    async closeBundle() {
      const list: Record<string, Listed> = {};
      mkdirSync(`${folder}/assets`, { recursive: true });
      for (const name of SCRIPTS) {
        list[`${name}.js`] = listed(folder, name, "js", await script(name, target));
      }
      for (const name of STYLES) {
        const { css } = compile(`src/booth/${name}.scss`, { style: "compressed" });
        list[`${name}.css`] = listed(folder, name, "css", css);
      }
      writeFileSync(`${folder}/.vite/booth.json`, JSON.stringify(list, null, 1));
    },
  };
}
