/** Watches devices come and go during a call, follows them and keeps the news of it. */
import { createListeners } from "@/lib/listeners";
import type { Timers } from "@/lib/timers";
import type { Capture } from "./capture";
import { readDeviceChoice } from "./deviceChoice";
import { deviceStep, type DeviceNews, type SeenDevice } from "./deviceNews";
import type { LocalMedia } from "./localMedia";

export interface DeviceFollow {
  /** `null`: nothing to tell. */
  news(): DeviceNews | null;
  onChange(listener: () => void): () => void;
  /** Does what the news offers, and puts it away. */
  tap(): void;
  dismiss(): void;
  stop(): void;
}

/** Long enough to read and to reach for the button. */
const NEWS_FOR_MS = 15_000;

export function followDevices(
  capture: Capture,
  local: Pick<LocalMedia, "state" | "useFor">,
  timers: Timers,
): DeviceFollow {
  const listeners = createListeners<void>();
  let seen: readonly SeenDevice[] | null = null;
  let news: DeviceNews | null = null;
  let cancelPutAway = (): void => undefined;
  let stopped = false;
  /** Lists are compared one after another, in the order in which they were asked for. */
  let tail: Promise<void> = look();

  async function look(): Promise<void> {
    const now = await capture.devices();
    if (stopped) return;
    const before = seen;
    seen = now;
    if (before === null || !isNamed(before)) return;
    const step = deviceStep(before, now, local.state().choice, readDeviceChoice());
    if (step.use !== null) void local.useFor(step.use);
    if (step.news !== null) tell(step.news);
  }

  function tell(next: DeviceNews | null): void {
    cancelPutAway();
    news = next;
    if (next !== null) cancelPutAway = timers.after(NEWS_FOR_MS, () => tell(null));
    listeners.tell();
  }

  const stopListening = capture.onDevicesChanged(() => {
    tail = tail.then(look);
  });

  return {
    news: () => news,
    onChange: (listener) => listeners.add(listener),
    tap() {
      const choice = news?.tap ?? null;
      tell(null);
      if (choice !== null) void local.useFor(choice);
    },
    dismiss: () => tell(null),
    stop() {
      stopped = true;
      stopListening();
      cancelPutAway();
    },
  };
}

/** Before the permission the list has kinds only, and everything in it would seem new afterwards. */
function isNamed(devices: readonly SeenDevice[]): boolean {
  return devices.length === 0 || devices.some(({ deviceId }) => deviceId !== "");
}
