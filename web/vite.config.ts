import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { emojiData } from "./scripts/emojiData";

const server = process.env["ZVONILKA_SERVER"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), emojiData()],
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
          // What several screens share goes together: a file for each piece would mean seventy
          // requests before the first chat is on screen.
          groups: [
            // Large, and shared by what is loaded late: it must not ride with what every screen needs.
            {
              name: "emoji",
              test: /virtual:emoji|features\/chats\/emoji\/(EmojiPicker|findEmoji)/,
              priority: 2,
            },
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
