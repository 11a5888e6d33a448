// @vitest-environment node
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const mantine = path.join(root, "node_modules/@mantine/core");

/** The components that our sources, and the notifications, take from Mantine. */
function usedComponents(): Set<string> {
  const used = new Set(["Notification"]);
  for (const file of filesIn(path.join(root, "src"), ".tsx")) {
    const source = readFileSync(file, "utf8");
    for (const [, names = ""] of source.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)) {
      for (const name of names.split(",")) if (/^\s*[A-Z]/.test(name)) used.add(name.trim());
    }
  }
  return used;
}

/** Those and the components that they are made of. */
function withParts(components: Iterable<string>): Set<string> {
  const all = new Set<string>();
  const queue = [...components];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const folder = path.join(mantine, "esm/components", name);
    if (all.has(name) || !existsSync(folder)) continue;
    all.add(name);
    for (const file of filesIn(folder, ".mjs")) {
      const source = readFileSync(file, "utf8");
      // `../Loader/Loader.mjs` is a component; `../Combobox/get-options.mjs` a function beside one.
      for (const [, name = ""] of source.matchAll(/from "[^"]*\/(\w+)\/\1\.mjs"/g))
        queue.push(name);
    }
  }
  return all;
}

function filesIn(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file));
}

describe("mantineStyles", () => {
  it("imports the style sheet of every component in use, and of its parts", () => {
    const source = readFileSync(path.join(root, "src/theme/mantineStyles.ts"), "utf8");
    const components = [...withParts(usedComponents())];
    expect(components).toContain("UnstyledButton");
    const missing = components
      .map((name) => `@mantine/core/styles/${name}.css`)
      .filter((sheet) => existsSync(path.join(root, "node_modules", sheet)))
      .filter((sheet) => !source.includes(`import "${sheet}";`));
    expect(missing).toEqual([]);
  });
});
