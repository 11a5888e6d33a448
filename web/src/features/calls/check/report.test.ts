import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";

import { en } from "@/i18n/en";
import { ru } from "@/i18n/ru";
import { checkReport } from "./report";
import type { Findings } from "./verdicts";

const FINDINGS: Findings = {
  microphone: { heard: true },
  camera: { width: 640, height: 480 },
  speaker: "heard",
  socket: { rttMs: 15 },
  stun: { address: "203.0.113.5" },
  udp: { figures: { delayMs: 21, jitterMs: 2, loss: 5, kbps: 5_120 } },
  tcp: { problem: "unreachable" },
  tls: { problem: "notOffered" },
  nat: "unknown",
};

let texts: TFunction<"check">[];

beforeAll(async () => {
  const i18n = i18next.createInstance();
  await i18n.init({ resources: { ru, en }, ns: ["check"], interpolation: { escapeValue: false } });
  texts = ["ru", "en"].map((language) => i18n.getFixedT(language, "check"));
});

function report(t: TFunction<"check">, locale: string): string {
  const nowMs = Date.UTC(2026, 10, 21, 12);
  const context = { t, locale, nowMs, server: "https://chat.example", browser: "Browser/1.0" };
  return checkReport(FINDINGS, context);
}

describe("checkReport", () => {
  it("tells every line with its figures and its remedy", () => {
    const text = report(texts[1]!, "en");
    expect(text).toContain("[fine] Microphone: You are heard.");
    expect(text).toContain("there and back 21 ms · loss 0.5 % · jitter 2 ms · speed 5.1 Mbit/s");
    expect(text).toContain("[does not work] Through the server by TCP");
    expect(text).toContain("What to do: It is needed only where UDP is closed.");
    expect(text).toContain("Server: https://chat.example");
    expect(text).toContain("You are seen as 203.0.113.5.");
  });

  it("speaks both languages and leaves no gaps", () => {
    for (const [at, locale] of ["ru", "en"].entries()) {
      const text = report(texts[at]!, locale);
      expect(text.split("\n").filter((line) => line.startsWith("["))).toHaveLength(9);
      expect(text).not.toMatch(/\{\{|undefined|words\.|remedy\./);
    }
  });
});
