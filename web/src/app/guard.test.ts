import { describe, expect, it } from "vitest";

import type { Me } from "@/api/types";
import type { SessionState } from "@/realtime/state";
import { guard } from "./guard";

const signedIn: SessionState = { phase: "signedIn", me: { id: "me" } as Me };
const stranger: SessionState = { phase: "signedOut", reason: null };

describe("guard", () => {
  it("shows nobody anything while it is not known who is there", () => {
    expect(guard("members", { phase: "booting" }, "/chats", null)).toEqual({ kind: "wait" });
    expect(guard("guests", { phase: "booting" }, "/login", null)).toEqual({ kind: "wait" });
  });

  it("sends a stranger to the log-in page and remembers the whole address", () => {
    expect(guard("members", stranger, "/chats/7?message=3#x", null)).toEqual({
      kind: "go",
      to: "/login",
      remember: "/chats/7?message=3#x",
    });
    const ended: SessionState = { phase: "signedOut", reason: "sessionEnded" };
    expect(guard("members", ended, "/people/9", null)).toMatchObject({ remember: "/people/9" });
  });

  it("forgets the place of somebody who logged out", () => {
    const left: SessionState = { phase: "signedOut", reason: "signedOut" };
    expect(guard("members", left, "/chats/7", "/chats/6")).toEqual({
      kind: "go",
      to: "/login",
      remember: null,
    });
  });

  it("takes who logged in to where they wanted, or to the chats", () => {
    expect(guard("guests", signedIn, "/login", "/chats/7?message=3")).toEqual({
      kind: "go",
      to: "/chats/7?message=3",
      remember: null,
    });
    expect(guard("guests", signedIn, "/register", null)).toMatchObject({ to: "/chats" });
  });

  it("never goes to another site, nor round in circles", () => {
    for (const wanted of [
      "https://example.org",
      "//example.org",
      "/\\example.org",
      "/login",
      "/invite/x",
    ]) {
      expect(guard("guests", signedIn, "/login", wanted)).toMatchObject({ to: "/chats" });
    }
  });

  it("shows each the screens that are meant for them", () => {
    expect(guard("members", signedIn, "/chats", "/people")).toEqual({ kind: "show" });
    expect(guard("guests", stranger, "/invite/x", null)).toEqual({ kind: "show" });
  });
});
