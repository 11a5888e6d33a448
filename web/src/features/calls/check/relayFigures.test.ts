import { describe, expect, it } from "vitest";

import { relayFigures } from "./relayFigures";

const after = (...delays: number[]) =>
  delays.map((delay, at) => ({ sentMs: at * 20, receivedMs: at * 20 + delay }));

describe("relayFigures", () => {
  it("counts what did not arrive, in thousandths", () => {
    expect(relayFigures(4, after(10, 10, 10), null).loss).toBe(250);
    expect(relayFigures(4, after(10, 10, 10, 10), null).loss).toBe(0);
    expect(relayFigures(0, [], null).loss).toBe(0);
  });

  it("takes the delay in the middle, which one late packet does not move", () => {
    expect(relayFigures(3, after(10, 500, 20), null).delayMs).toBe(20);
    expect(relayFigures(4, after(10, 30, 20, 500), null).delayMs).toBe(25);
    expect(relayFigures(3, [], null).delayMs).toBeNull();
  });

  it("takes for jitter how much neighbours differ", () => {
    expect(relayFigures(3, after(10, 30, 20), null).jitterMs).toBe(15);
    expect(relayFigures(3, after(10, 10, 10), null).jitterMs).toBe(0);
    expect(relayFigures(1, after(10), null).jitterMs).toBe(0);
  });

  it("takes a speed from bytes and time, and none from a single moment", () => {
    const bulk = { bytes: 250_000, firstMs: 1_000, lastMs: 2_000 };
    expect(relayFigures(1, after(10), bulk).kbps).toBe(2_000);
    expect(relayFigures(1, after(10), { ...bulk, lastMs: 1_000 }).kbps).toBeNull();
    expect(relayFigures(1, after(10), null).kbps).toBeNull();
  });
});
