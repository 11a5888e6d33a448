import { describe, expect, it } from "vitest";

import type { Contacts, User } from "@/api/types";
import { standingTowards } from "./contacts";

const AT = "2026-03-12T12:00:00.000Z";
const user = (id: string): User => ({
  id,
  login: id,
  displayName: id,
  online: false,
  createdAt: AT,
});

const contacts: Contacts = {
  items: [{ user: user("anna"), since: AT }],
  incoming: [{ id: "r1", user: user("boris"), createdAt: AT }],
  outgoing: [{ id: "r2", user: user("vera"), createdAt: AT }],
  blocked: [user("gleb")],
};

describe("standingTowards", () => {
  it("finds how I stand to each, with the request to answer or withdraw", () => {
    expect(standingTowards(contacts, "anna")).toEqual({ state: "contact", requestId: null });
    expect(standingTowards(contacts, "boris")).toEqual({ state: "incoming", requestId: "r1" });
    expect(standingTowards(contacts, "vera")).toEqual({ state: "outgoing", requestId: "r2" });
    expect(standingTowards(contacts, "gleb")).toEqual({ state: "blocked", requestId: null });
    expect(standingTowards(contacts, "zoya")).toEqual({ state: "none", requestId: null });
  });

  it("puts a block above everything else", () => {
    const both = { ...contacts, blocked: [user("anna")] };
    expect(standingTowards(both, "anna").state).toBe("blocked");
  });
});
