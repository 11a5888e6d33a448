import { createContext, use } from "react";

import type { CallSession } from "../live/callSession";
import { LiveCallsContext } from "./callsContext";

/** What any call lets one do with one's own devices: of two, or of a group. */
export type CallDesk = Pick<
  CallSession,
  | "setMuted"
  | "setCamera"
  | "choose"
  | "switchCamera"
  | "shareScreen"
  | "retryMicrophone"
  | "tapDeviceNews"
  | "dismissDeviceNews"
  | "devices"
  | "onDevicesChanged"
  | "log"
>;

/** A call that is not one of the page's {@link LiveCallsContext}: a group's. */
export const CallDeskContext = createContext<CallDesk | null>(null);

/** The devices of the call on the screen. Only below a screen that shows one. */
export function useCallDesk(): CallDesk {
  const own = use(CallDeskContext);
  const calls = use(LiveCallsContext);
  const desk = own ?? calls?.session() ?? null;
  if (desk === null) throw new Error("useCallDesk is used where there is no call");
  return desk;
}
