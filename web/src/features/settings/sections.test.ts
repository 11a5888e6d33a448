import { describe, expect, it } from "vitest";

import { requestedSection } from "./sections";

describe("requestedSection", () => {
  it("reads the section from the address", () => {
    expect(requestedSection("/settings", {})).toEqual({ kind: "none" });
    expect(requestedSection("/settings/", {})).toEqual({ kind: "none" });
    expect(requestedSection("/settings/password", {})).toEqual({
      kind: "section",
      section: "password",
    });
    expect(requestedSection("/settings/nonsense", {})).toEqual({ kind: "unknown" });
  });

  it.each(["invites", "quality"])("knows %s only to admins", (section) => {
    expect(requestedSection(`/settings/${section}`, {})).toEqual({ kind: "unknown" });
    expect(requestedSection(`/settings/${section}`, { isAdmin: true })).toEqual({
      kind: "section",
      section,
    });
  });
});
