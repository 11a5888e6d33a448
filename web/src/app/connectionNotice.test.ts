import { describe, expect, it } from "vitest";

import { connectionNotice } from "./connectionNotice";

const fresh = { lasting: false, failed: false };
const lasting = { lasting: true, failed: false };
const failed = { lasting: true, failed: true };

describe("connectionNotice", () => {
  it("says nothing while all is well, or may be in a moment", () => {
    expect(connectionNotice({ phase: "online" }, fresh)).toBeNull();
    expect(connectionNotice({ phase: "idle" }, lasting)).toBeNull();
    for (const phase of ["connecting", "syncing"] as const) {
      expect(connectionNotice({ phase }, fresh)).toBeNull();
      expect(connectionNotice({ phase }, lasting)).toEqual({ text: phase, action: null });
    }
  });

  it("tells at once what will not pass by itself", () => {
    expect(connectionNotice({ phase: "offline" }, fresh)?.text).toBe("offline");
    expect(connectionNotice({ phase: "replaced" }, fresh)).toEqual({
      text: "replaced",
      action: "useHere",
    });
  });

  it("keeps its words through the attempts after a failed one", () => {
    expect(connectionNotice({ phase: "waiting", retryAt: 0 }, failed)).toEqual({
      text: "waiting",
      action: "tryNow",
    });
    expect(connectionNotice({ phase: "connecting" }, failed)).toEqual({
      text: "waiting",
      action: null,
    });
  });
});
