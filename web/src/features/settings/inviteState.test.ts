import { describe, expect, it } from "vitest";

import type { Invite } from "@/api/types";
import { inviteState } from "./inviteState";

const now = Date.parse("2026-03-12T12:00:00.000Z");
const invite: Invite = {
  code: "k7mfq2",
  url: "https://chat.example/invite/k7mfq2",
  admin: false,
  uses: 0,
  note: "",
  usable: true,
  revoked: false,
  createdAt: "2026-03-01T00:00:00.000Z",
};

describe("inviteState", () => {
  it("is active without limits", () => {
    expect(inviteState({ ...invite, uses: 1000 }, now)).toBe("active");
  });

  it("ends with its last use, with its time, or by being taken back", () => {
    expect(inviteState({ ...invite, maxUses: 5, uses: 4 }, now)).toBe("active");
    expect(inviteState({ ...invite, maxUses: 5, uses: 5 }, now)).toBe("usedUp");
    expect(inviteState({ ...invite, expiresAt: "2026-03-12T12:00:00.000Z" }, now)).toBe("expired");
    expect(inviteState({ ...invite, expiresAt: "2026-03-12T12:00:00.001Z" }, now)).toBe("active");
    expect(inviteState({ ...invite, revoked: true, maxUses: 1, uses: 1 }, now)).toBe("revoked");
  });
});
