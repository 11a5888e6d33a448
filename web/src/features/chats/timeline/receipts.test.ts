import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { testChat, testMember, testUser } from "../testChats";
import { receiptsOf } from "./receipts";

describe("receiptsOf", () => {
  it("puts everybody but me into exactly one list, by their marks", () => {
    const marks = fc.record({ readSeq: fc.nat(10), deliveredSeq: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(marks), fc.integer({ min: 1, max: 10 }), (others, seq) => {
        const members = others.map((mark, index) =>
          testMember(testUser(`u${index}`, `Человек ${index}`), mark),
        );
        const me = testMember(testUser("me", "Я"), { readSeq: 10, deliveredSeq: 10 });
        const chat = testChat({ kind: "family", members: [me, ...members] });
        const { read, delivered, waiting } = receiptsOf(chat, seq, "me");
        expect([...read, ...delivered, ...waiting]).toHaveLength(members.length);
        expect([...read, ...delivered, ...waiting]).not.toContain(me);
        expect(read.every((member) => member.readSeq >= seq)).toBe(true);
        expect(delivered.every((m) => m.readSeq < seq && m.deliveredSeq >= seq)).toBe(true);
        expect(waiting.every((m) => m.readSeq < seq && m.deliveredSeq < seq)).toBe(true);
      }),
    );
  });
});
