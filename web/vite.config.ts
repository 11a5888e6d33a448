import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { emojiData } from "./scripts/emojiData";
import { firstLoad } from "./scripts/firstLoad";
import { manifest } from "./scripts/manifest";
import { serviceWorker } from "./scripts/serviceWorker";

const server = process.env["ZVONILKA_SERVER"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), emojiData(), manifest(), firstLoad(), serviceWorker()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "dist",
    sourcemap: false,
    target: "es2022",
    // Everything as a file of its own: the server's CSP forbids inline scripts and data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What comes before the list of chats: one file, fetched at once.
            { name: "first", tags: ["$initial"], priority: 3 },
            // Large: the rest must not wait for it.
            {
              name: "emoji",
              test: /virtual:emoji|features\/chats\/emoji\/(EmojiPicker|findEmoji)/,
              priority: 2,
              includeDependenciesRecursively: false,
            },
            // What several screens share goes together: a file for each piece would mean seventy requests.
            { name: "shared", minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  server: {
    proxy: {
      "/api": { target: server },
      "/health": { target: server },
      "/ws": { target: server, ws: true },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testSetup.ts"],
    restoreMocks: true,
    // Only for what hangs; a loaded machine is slow.
    testTimeout: 60_000 * Math.max(1, Number(process.env["FAST_CHECK_RUNS"] ?? 1)),
  },
});
