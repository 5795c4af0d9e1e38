import { defineConfig } from "vite";
import { iconSprite } from "./build/icons.ts";

// The base equals Django's STATIC_URL; django-vite reads dist/.vite/manifest.json.
export default defineConfig({
  base: "/static/",
  publicDir: false,
  plugins: [iconSprite("icons.txt")],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    target: ["chrome87", "safari14", "firefox91"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ["src/resident.ts", "src/desk.ts", "src/sprite.ts"],
    },
  },
});
