import { beforeEach, describe, expect, it, vi } from "vitest";

import { forgetTraces } from "./traces";

describe("forgetTraces", () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });

  it("leaves what is the device's, and nothing that a later version puts there for a person", async () => {
    localStorage.setItem("zvonilka.theme", "dark");
    localStorage.setItem("zvonilka.recentEmoji", "[]");
    localStorage.setItem("zvonilka.somethingNew", "of Anna");
    localStorage.setItem("of another page", "theirs");
    sessionStorage.setItem("zvonilka.calls.left", "{}");
    await forgetTraces();
    expect(Object.keys(localStorage).sort()).toEqual(["of another page", "zvonilka.theme"]);
    expect(sessionStorage.length).toBe(0);
  });

  it("closes notifications and forgets what was shared", async () => {
    const close = vi.fn();
    const drop = vi.fn(() => Promise.resolve(true));
    const registration = { getNotifications: () => Promise.resolve([{ close }, { close }]) };
    vi.stubGlobal("caches", { delete: drop });
    vi.stubGlobal("navigator", {
      serviceWorker: { getRegistration: () => Promise.resolve(registration) },
    });
    await forgetTraces();
    vi.unstubAllGlobals();
    expect(close).toHaveBeenCalledTimes(2);
    expect(drop).toHaveBeenCalledWith("zvonilka-shared");
  });
});
