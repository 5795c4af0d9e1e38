import { defineConfig } from "vite";
import { booth } from "./build/booth.ts";
import { iconSprite } from "./build/icons.ts";

const target = ["chrome87", "safari14", "firefox91"];

// The base equals Django's STATIC_URL; django-vite reads dist/.vite/manifest.json.
export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [iconSprite("icons.txt"), booth("dist", target)],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    target,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ["src/resident.ts", "src/desk.ts", "src/sprite.ts"],
    },
  },
});
