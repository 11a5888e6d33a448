/**
 * Builds the service worker as `/sw.js` beside the page, after it, and tells it which files the page has. A build of its
 * own: the worker is one plain script that shares nothing with the page and changes nothing about how that is cut.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build, type Plugin } from "vite";

const ENTRY = fileURLToPath(new URL("../src/worker/main.ts", import.meta.url));
const SOURCES = fileURLToPath(new URL("../src", import.meta.url));
const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));
/** What is there for the browser or the home screen, and not for the page. */
const NOT_OF_THE_PAGE = /^icons\/|^apple-touch-icon/;

export function serviceWorker(): Plugin {
  return {
    name: "zvonilka:service-worker",
    apply: "build",
    writeBundle: {
      order: "post",
      async handler({ dir = "dist" }, bundle) {
        const digest = createHash("sha256");
        const built = Object.keys(bundle).sort();
        for (const name of built) digest.update(name);
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the build made no index.html");
        digest.update(page.source);
        const copied = readdirSync(PUBLIC, { recursive: true, encoding: "utf8" })
          .filter((name) => /\.[a-z0-9]+$/.test(name) && !NOT_OF_THE_PAGE.test(name))
          .sort();
        for (const name of copied) digest.update(name).update(readFileSync(PUBLIC + name));
        await build({
          configFile: false,
          logLevel: "warn",
          publicDir: false,
          resolve: { alias: { "@": SOURCES } },
          define: {
            __PAGE_FILES__: JSON.stringify([...built, ...copied].map((name) => `/${name}`)),
            __PAGE_VERSION__: JSON.stringify(digest.digest("hex").slice(0, 16)),
          },
          build: {
            outDir: dir,
            emptyOutDir: false,
            target: "es2022",
            rolldownOptions: {
              input: ENTRY,
              output: { entryFileNames: "sw.js", format: "iife" },
            },
          },
        });
      },
    },
  };
}
