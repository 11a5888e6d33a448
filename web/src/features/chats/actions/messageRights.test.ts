import { describe, expect, it } from "vitest";

import { testChat, testMessage } from "../testChats";
import { commonRights, copiedText, messageRights } from "./messageRights";

const allowed = (rights: object): string[] =>
  Object.entries(rights).flatMap(([name, may]) => (may === true ? [name] : []));

describe("messageRights", () => {
  it("lets me change only what I said myself", () => {
    const chat = { ...testChat(), kind: "direct" as const };
    expect(allowed(messageRights(testMessage(1, "me"), chat, "me"))).toEqual([
      "reply",
      "copy",
      "forward",
      "edit",
      "pin",
      "react",
      "deleteForEveryone",
    ]);
    expect(allowed(messageRights(testMessage(1, "anna"), chat, "me"))).toEqual([
      "reply",
      "copy",
      "forward",
      "pin",
      "react",
    ]);
  });

  it("lets those who lead a group take down and pin, and nobody else", () => {
    const group = { ...testChat(), kind: "group" as const };
    const rights = (role: "admin" | "member") =>
      messageRights(testMessage(1, "anna"), { ...group, role }, "me");
    expect(rights("admin")).toMatchObject({ deleteForEveryone: true, pin: true, edit: false });
    expect(rights("member")).toMatchObject({ deleteForEveryone: false, pin: false });
  });

  it("leaves nothing to do with what was deleted, and no editing of what was sent on", () => {
    const gone = { ...testMessage(1, "me"), deletedAt: "2026-01-01T00:00:00.000Z" };
    expect(allowed(messageRights(gone, testChat(), "me"))).toEqual([]);
    const from = { userId: "anna", displayName: "Anna" };
    const sentOn = { ...testMessage(1, "me"), forwardedFrom: from };
    expect(messageRights(sentOn, testChat(), "me").edit).toBe(false);
  });

  it("of several messages allows what each of them allows", () => {
    const chat = { ...testChat(), kind: "direct" as const };
    const mine = testMessage(1, "me");
    const theirs = testMessage(2, "anna");
    expect(commonRights([mine], chat, "me").deleteForEveryone).toBe(true);
    expect(commonRights([mine, theirs], chat, "me")).toEqual({
      copy: true,
      forward: true,
      deleteForEveryone: false,
    });
  });
});

describe("copiedText", () => {
  it("names people only when there are several", () => {
    const one = { ...testMessage(1, "anna"), text: "yes" };
    const two = { ...testMessage(2, "boris"), text: "no" };
    expect(copiedText([one, one], (id) => id)).toBe("yes\nyes");
    expect(copiedText([one, two], (id) => id)).toBe("anna: yes\nboris: no");
  });
});
