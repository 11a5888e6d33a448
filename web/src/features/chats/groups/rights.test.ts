import { describe, expect, it } from "vitest";

import { testChat, testMember, testUser } from "../testChats";
import { chatRights, memberActions, membersInOrder, mustHandOver } from "./rights";

const plain = testMember(testUser("anna", "Анна"));
const admin = testMember(testUser("boris", "Борис"), { role: "admin" });
const owner = testMember(testUser("vera", "Вера"), { role: "owner" });

describe("chatRights", () => {
  it("lets a group's owner do everything and an admin all but delete it", () => {
    expect(Object.values(chatRights(testChat({ kind: "group", role: "owner" })))).not.toContain(
      false,
    );
    expect(chatRights(testChat({ kind: "group", role: "admin" }))).toMatchObject({
      edit: true,
      settings: true,
      deleteForEveryone: false,
    });
  });

  it("lets members add people only where the group says so", () => {
    const mine = testChat({ kind: "group", role: "member" });
    expect(chatRights({ ...mine, membersMayAdd: true })).toMatchObject({
      edit: false,
      addPeople: true,
      links: true,
    });
    expect(chatRights({ ...mine, membersMayAdd: false })).toMatchObject({
      addPeople: false,
      links: false,
      leave: true,
    });
  });

  it("never lets anybody leave or delete the family chat", () => {
    expect(chatRights(testChat({ kind: "family", role: "owner" }))).toMatchObject({
      edit: true,
      leave: false,
      deleteForEveryone: false,
    });
  });
});

describe("memberActions", () => {
  const group = testChat({ kind: "group", role: "owner" });

  it("gives the owner every action, promoting or demoting by what the other is", () => {
    expect(memberActions(group, plain, "vera")).toEqual(["promote", "handOver", "remove"]);
    expect(memberActions(group, admin, "vera")).toEqual(["demote", "handOver", "remove"]);
  });

  it("lets an admin remove plain members only", () => {
    const asAdmin = { ...group, role: "admin" as const };
    expect(memberActions(asAdmin, plain, "boris")).toEqual(["remove"]);
    expect(memberActions(asAdmin, owner, "boris")).toEqual([]);
    expect(memberActions(asAdmin, { ...admin, user: testUser("gleb", "Глеб") }, "boris")).toEqual(
      [],
    );
  });

  it("offers nothing to plain members, to oneself, and outside groups", () => {
    expect(memberActions({ ...group, role: "member" }, plain, "gleb")).toEqual([]);
    expect(memberActions(group, plain, "anna")).toEqual([]);
    expect(memberActions({ ...group, kind: "family" }, plain, "vera")).toEqual([]);
  });
});

describe("mustHandOver", () => {
  it("asks an owner whom others would stay behind", () => {
    expect(mustHandOver(testChat({ kind: "group", role: "owner", memberCount: 2 }))).toBe(true);
    expect(mustHandOver(testChat({ kind: "group", role: "owner", memberCount: 1 }))).toBe(false);
    expect(mustHandOver(testChat({ kind: "group", role: "admin", memberCount: 5 }))).toBe(false);
  });
});

describe("membersInOrder", () => {
  it("puts those who lead first, then goes by name", () => {
    const zoya = testMember(testUser("zoya", "Зоя"));
    const order = membersInOrder([zoya, plain, admin, owner], "ru");
    expect(order.map(({ user }) => user.id)).toEqual(["vera", "boris", "anna", "zoya"]);
  });
});
