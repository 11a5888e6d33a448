import { describe, expect, it } from "vitest";

import { routeFailureOf } from "./routeFailure";

const missing = new TypeError("Failed to fetch dynamically imported module: /assets/routes-a.js");
const indexWith = (entry: string) => () => Promise.resolve(`<script src="${entry}"></script>`);

describe("routeFailureOf", () => {
  it("is outdated when a part is missing and the server has another page", async () => {
    const page = { entry: "/assets/index-a.js", fetchIndex: indexWith("/assets/index-b.js") };
    expect(await routeFailureOf(missing, page)).toBe("outdated");
  });

  it("is unreachable when the page is still the same, or the server is away", async () => {
    const same = { entry: "/assets/index-a.js", fetchIndex: indexWith("/assets/index-a.js") };
    expect(await routeFailureOf(missing, same)).toBe("unreachable");
    const away = { entry: "/assets/index-a.js", fetchIndex: () => Promise.reject(new Error()) };
    expect(await routeFailureOf(missing, away)).toBe("unreachable");
  });

  it("is broken for everything else, without asking the server", async () => {
    const page = { entry: null, fetchIndex: () => Promise.reject(new Error("asked")) };
    expect(await routeFailureOf(new TypeError("x is undefined"), page)).toBe("broken");
    expect(await routeFailureOf("thrown text", page)).toBe("broken");
  });
});
