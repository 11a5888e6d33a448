/** What is fetched before the list of chats shows, held against its budget while the page is built. */
import { brotliCompressSync } from "node:zlib";

import type { Plugin, Rolldown } from "vite";

/** The start with everything that it imports, and the texts of the larger language. */
const BEFORE_THE_LIST = ["src/app/main.tsx", "src/i18n/ru/index.ts"];
const BUDGET_KB = 200;

/** Fails a build whose JavaScript before the list is larger than the budget, compressed by brotli. */
export function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const needed = new Set<Rolldown.OutputChunk>();
      function need(chunk: Rolldown.OutputChunk | undefined): void {
        if (chunk === undefined || needed.has(chunk)) return;
        needed.add(chunk);
        for (const name of chunk.imports) need(chunks.find(({ fileName }) => fileName === name));
      }
      for (const source of BEFORE_THE_LIST) {
        const chunk = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(source)));
        if (chunk === undefined) this.error(`no part of the page is made of ${source}`);
        need(chunk);
      }
      const bytes = [...needed].reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0);
      const told = `${(bytes / 1_000).toFixed(1)} KB of JavaScript before the list of chats`;
      if (bytes > BUDGET_KB * 1_000) this.error(`${told}: more than ${BUDGET_KB} KB`);
      this.info(told);
    },
  };
}
