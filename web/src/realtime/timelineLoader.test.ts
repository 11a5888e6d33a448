import { beforeEach, describe, expect, it, vi } from "vitest";

import * as requests from "@/api/requests";
import { memoryCache } from "./offline";
import { createStateKeeper, type StateKeeper } from "./stateKeeper";
import { chat, failing, message, refusal } from "./testing/records";
import { createVirtualTime } from "./testing/virtualTime";
import { createTimelineLoader, type TimelineLoader } from "./timelineLoader";

vi.mock("@/api/requests");

const offline = failing({ kind: "network" });

let keeper: StateKeeper;
let loader: TimelineLoader;

beforeEach(() => {
  vi.resetAllMocks();
  keeper = createStateKeeper();
  loader = createTimelineLoader({
    keeper,
    cache: memoryCache,
    requestSync: () => undefined,
    catchUp: () => Promise.resolve(),
    timers: createVirtualTime().timers,
  });
  keeper.apply({ type: "chatFetched", chat: chat({ id: "c1", lastSeq: 1 }) });
});

function newestPage(): Awaited<ReturnType<typeof requests.fetchMessages>> {
  return { items: [message({ id: "m1", chatId: "c1", seq: 1 })], hasMore: false };
}

function loading(): string | undefined {
  return keeper.get().timelinesByChat["c1"]?.loading.phase;
}

describe("a history that failed to load", () => {
  it("loads by itself when the line is back", async () => {
    vi.mocked(requests.fetchMessages).mockRejectedValueOnce(offline);
    await loader.open("c1");
    expect(loading()).toBe("failed");
    vi.mocked(requests.fetchMessages).mockResolvedValue(newestPage());
    loader.recover();
    await vi.waitFor(() => expect(loading()).toBe("idle"));
    expect(keeper.get().timelinesByChat["c1"]?.live?.messages).toHaveLength(1);
  });

  it("loads by itself when its request outlived the line it was asked over", async () => {
    let cut: (failure: unknown) => void = () => undefined;
    vi.mocked(requests.fetchMessages).mockReturnValueOnce(
      new Promise((_, reject) => (cut = reject)),
    );
    vi.mocked(requests.fetchMessages).mockResolvedValue(newestPage());
    const opening = loader.open("c1");
    await vi.waitFor(() => expect(loading()).toBe("loading"));
    loader.recover();
    cut(offline);
    await opening;
    expect(loading()).toBe("idle");
    expect(keeper.get().timelinesByChat["c1"]?.live?.messages).toHaveLength(1);
  });

  it("is not asked for again when the server has refused it", async () => {
    vi.mocked(requests.fetchMessages).mockRejectedValue(refusal("forbidden", 403));
    await loader.open("c1");
    loader.recover();
    expect(requests.fetchMessages).toHaveBeenCalledTimes(1);
    expect(loading()).toBe("failed");
  });
});
