import { describe, expect, it } from "vitest";

import { openChatOf, sectionOf } from "./sections";

describe("sectionOf", () => {
  it("finds the section of its own address and of those below", () => {
    expect(sectionOf("/chats")).toBe("chats");
    expect(sectionOf("/people/0199")).toBe("people");
    expect(sectionOf("/settings/profile")).toBe("settings");
  });

  it("is not misled by addresses that only begin alike", () => {
    expect(sectionOf("/call/7")).toBeNull();
    expect(sectionOf("/callsign")).toBeNull();
    expect(sectionOf("/")).toBeNull();
  });
});

describe("openChatOf", () => {
  it("tells an open chat from the list", () => {
    expect(openChatOf("/chats/0199")).toBe("0199");
    expect(openChatOf("/chats")).toBeNull();
    expect(openChatOf("/chats/")).toBeNull();
    expect(openChatOf("/people/0199")).toBeNull();
  });
});
