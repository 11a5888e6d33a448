import { describe, expect, it } from "vitest";

import { checkField, checkOptionalField, inviteCodeIn, passwordStrength } from "./fieldRules";

describe("checkField", () => {
  it("takes logins in any case and refuses what the server refuses", () => {
    expect(checkField("login", "Anna_1")).toBeNull();
    expect(checkField("login", "  ")).toBe("empty");
    expect(checkField("login", "ab")).toBe("too_short");
    expect(checkField("login", "анна")).toBe("format");
    expect(checkField("login", "a".repeat(33))).toBe("too_long");
  });

  it("names a wrong character before the length, so that the hint does not jump", () => {
    expect(checkField("login", "я")).toBe("format");
  });

  it("counts characters, not code units", () => {
    expect(checkField("displayName", "👩‍🚀".repeat(1))).toBeNull();
    expect(checkField("displayName", "😀".repeat(64))).toBeNull();
    expect(checkField("displayName", "😀".repeat(65))).toBe("too_long");
  });

  it("keeps blanks of passwords", () => {
    expect(checkField("password", "        ")).toBeNull();
    expect(checkField("password", "1234567")).toBe("too_short");
  });

  it("lets a family word in any alphabet be a code", () => {
    expect(checkField("inviteCode", "Бабушка")).toBeNull();
    expect(checkField("inviteCode", "a b c d")).toBe("format");
    expect(checkField("inviteCode", "abc")).toBe("too_short");
  });

  it("lets optional fields be empty, and only that", () => {
    expect(checkOptionalField("email", " ")).toBeNull();
    expect(checkOptionalField("email", "anna")).toBe("format");
    expect(checkOptionalField("email", "anna@example.org")).toBeNull();
  });
});

describe("passwordStrength", () => {
  it.each([
    ["short", "tooShort"],
    ["aaaaaaaaaaaaaaaa", "weak"],
    ["morozhen", "weak"],
    ["Morozhe1", "fair"],
    ["лошадь скрепка батарея", "strong"],
    ["Tr7!kbQz#x", "strong"],
  ])("%s is %s", (password, expected) => {
    expect(passwordStrength(password)).toBe(expected);
  });
});

describe("inviteCodeIn", () => {
  it("finds the code in a link", () => {
    expect(inviteCodeIn("https://chat.example/invite/k7mfq2")).toBe("k7mfq2");
    expect(inviteCodeIn("chat.example/invite/%D0%B4%D0%BE%D0%BC%D0%B0?x=1")).toBe("дома");
  });

  it("leaves a code alone and survives a broken escape", () => {
    expect(inviteCodeIn(" k7mfq2 ")).toBe("k7mfq2");
    expect(inviteCodeIn("/invite/%E0%A4%A")).toBe("%E0%A4%A");
  });
});
