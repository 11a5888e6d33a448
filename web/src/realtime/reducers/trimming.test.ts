import { describe, expect, it } from "vitest";

import type { Message } from "@/api/types";
import { initialState, type MessageWindow, type MessengerState } from "../state";
import { message } from "../testing/records";
import { trimTimeline } from "./trimming";

function run(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, at) => message({ chatId: "a", seq: from + at }));
}

function showing(live: MessageWindow, away: MessageWindow | null = null): MessengerState {
  return {
    ...initialState,
    timelinesByChat: {
      a: {
        live,
        away,
        aside: {},
        recent: [],
        recentFrom: 0,
        appliedSeq: 5_000,
        loading: { phase: "idle" },
      },
    },
  };
}

function windows(state: MessengerState) {
  const { live, away } = state.timelinesByChat["a"]!;
  return { live: live && edges(live), away: away && edges(away) };
}

function edges({ messages, hasOlder, hasNewer }: MessageWindow) {
  return { from: messages[0]?.seq, to: messages.at(-1)?.seq, hasOlder, hasNewer };
}

describe("a window that has grown long", () => {
  const long = { messages: run(3_001, 5_000), hasOlder: true, hasNewer: false };

  it("keeps what is on screen above, and the newest messages out of sight", () => {
    expect(windows(trimTimeline(showing(long), "a", "older"))).toEqual({
      away: { from: 3_001, to: 4_000, hasOlder: true, hasNewer: true },
      live: { from: 4_901, to: 5_000, hasOlder: true, hasNewer: false },
    });
  });

  it("lets go of what is above while the newest messages are on screen", () => {
    expect(windows(trimTimeline(showing(long), "a", "newer"))).toEqual({
      away: null,
      live: { from: 4_001, to: 5_000, hasOlder: true, hasNewer: false },
    });
  });

  it("is cut at the end that is far from the eye, wherever one has jumped to", () => {
    const live = { messages: run(4_901, 5_000), hasOlder: true, hasNewer: false };
    const away = { messages: run(101, 1_700), hasOlder: false, hasNewer: true };
    expect(windows(trimTimeline(showing(live, away), "a", "older")).away).toEqual({
      from: 101,
      to: 1_100,
      hasOlder: false,
      hasNewer: true,
    });
    expect(windows(trimTimeline(showing(live, away), "a", "newer")).away).toEqual({
      from: 701,
      to: 1_700,
      hasOlder: true,
      hasNewer: true,
    });
  });
});

describe("a window of usual length", () => {
  it("stays as it is", () => {
    const state = showing({ messages: run(3_600, 5_000), hasOlder: true, hasNewer: false });
    expect(trimTimeline(state, "a", "older").timelinesByChat["a"]).toBe(state.timelinesByChat["a"]);
    expect(trimTimeline(state, "a", "newer").timelinesByChat["a"]).toBe(state.timelinesByChat["a"]);
    expect(trimTimeline(initialState, "unknown", "newer")).toBe(initialState);
  });
});
