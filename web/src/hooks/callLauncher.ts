/**
 * How any screen starts a call without knowing the calls feature: the feature provides the value,
 * `app` mounts it above all screens.
 */
import { createContext, use, type ComponentType } from "react";

import type { CallId, CallKind, ChatId, MemberRole, UserId } from "@/api/types";

export interface CallLauncher {
  /** The call this device is in, ringing out included; `null` when there is none. */
  current: { callId: CallId | null; chatId: ChatId | null; kind: CallKind } | null;
  /** Starts a call and shows its screen, or shows the one that is already going on. */
  start(target: { chatId: ChatId } | { userId: UserId }, kind: CallKind): void;
  /** Comes into the audio room of a group. */
  dropIn(chatId: ChatId): void;
  /** Links by which guests come into a group's calls, in a dialog; fetched when it is wanted. */
  GuestLinks: ComponentType<{ chatId: ChatId; role: MemberRole | undefined; onClose: () => void }>;
  /** Calls the echo contact; while a call goes on, nothing. See `echoContact.ts`. */
  callEcho(): void;
}

export const CallLauncherContext = createContext<CallLauncher | null>(null);

/** `null` where calls cannot be started; then show no button. */
export function useCallLauncher(): CallLauncher | null {
  return use(CallLauncherContext);
}
