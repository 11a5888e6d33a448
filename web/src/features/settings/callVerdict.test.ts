import { describe, expect, it } from "vitest";

import type { CallQuality, CallReport, CallReportSide } from "@/api/types";
import { verdictOf } from "./callVerdict";

const GOOD: CallQuality = { mark: "good", lossIn: 0, lossOut: 0, rttMs: 40, jitterMs: 2 };
const FAIR: CallQuality = { ...GOOD, mark: "fair", cause: "delay", rttMs: 400 };
const POOR: CallQuality = { ...GOOD, mark: "poor", cause: "lossIn", lossIn: 150 };

function side(login: string, quality?: CallQuality): CallReportSide {
  const user: CallReportSide["user"] = {
    id: login,
    login,
    displayName: login,
    online: false,
    createdAt: "2026-01-01T00:00:00Z",
  };
  return quality === undefined ? { user } : { user, quality };
}

function report(...sides: CallReportSide[]): CallReport {
  return { callId: "c", kind: "audio", createdAt: "2026-01-01T00:00:00Z", sides };
}

describe("verdictOf", () => {
  it("is good when nobody had trouble", () => {
    const call = report(side("anna", GOOD), side("boris", GOOD));
    expect(verdictOf(call)).toEqual({ mark: "good", trouble: null });
  });

  it.each([
    [POOR, FAIR, "anna"],
    [FAIR, POOR, "boris"],
    [GOOD, FAIR, "boris"],
    [POOR, POOR, "anna"],
  ])("names the one for whom it was worst", (annas, boriss, who) => {
    const verdict = verdictOf(report(side("anna", annas), side("boris", boriss)));
    expect(verdict?.trouble?.side.user.login).toBe(who);
    expect(verdict?.trouble?.quality.mark).toBe(verdict?.mark);
  });

  it("judges by the one who told, and not at all when nobody did", () => {
    expect(verdictOf(report(side("anna"), side("boris", FAIR)))?.mark).toBe("fair");
    expect(verdictOf(report(side("anna"), side("boris")))).toBeNull();
  });
});
