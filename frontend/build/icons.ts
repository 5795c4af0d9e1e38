import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const MODULE = "virtual:icons";

function names(list: string): string[] {
  const lines = readFileSync(list, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
}

function symbol(name: string): string {
  const file = new URL(
    `../node_modules/@tabler/icons/icons/outline/${name}.svg`,
    import.meta.url,
  );
  const body = readFileSync(file, "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace("</svg>", "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .replace(/\s+/g, " ")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

/** Put the Tabler icons named in a list into one SVG that pages point into. */
export function iconSprite(list: string): Plugin {
  return {
    name: "linli-icons",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      this.addWatchFile(list);
      const symbols = names(list).map(symbol).join("");
      const reference = this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>`,
      });
      return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
