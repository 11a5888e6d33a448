import { describe, expect, it } from "vitest";

import { requestedSection } from "./sections";

describe("requestedSection", () => {
  it("reads the section from the address", () => {
    expect(requestedSection("/settings", {}, true)).toEqual({ kind: "none" });
    expect(requestedSection("/settings/", {}, true)).toEqual({ kind: "none" });
    expect(requestedSection("/settings/password", {}, true)).toEqual({
      kind: "section",
      section: "password",
    });
    expect(requestedSection("/settings/nonsense", {}, true)).toEqual({ kind: "unknown" });
  });

  it.each(["invites", "quality"])("knows %s only to admins", (section) => {
    expect(requestedSection(`/settings/${section}`, {}, true)).toEqual({ kind: "unknown" });
    expect(requestedSection(`/settings/${section}`, { isAdmin: true }, true)).toEqual({
      kind: "section",
      section,
    });
  });

  it("knows the e-mail address only where mail is sent", () => {
    expect(requestedSection("/settings/email", {}, false)).toEqual({ kind: "unknown" });
    expect(requestedSection("/settings/email", {}, true)).toEqual({
      kind: "section",
      section: "email",
    });
  });
});
