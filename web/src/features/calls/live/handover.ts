/** How a call goes from the line between two to the one through the server without a gap in the sound. */
import type { Call, CallId, CallKind, ChatId, UserId } from "@/api/types";
import type { LocalMedia } from "./localMedia";
import type { ScreenShare } from "./screenShare";

/** What a call between two leaves to the call that it became. */
export interface Handover {
  /** As it is now. */
  call: Call;
  peerId: UserId;
  /** Microphone and camera go on as they are. */
  local: LocalMedia;
  /** So does what is shown of the screen, without its sound: the line of a group call has no place for it. */
  screen: ScreenShare;
  /** What still comes over the line between the two. */
  sound: MediaStream | null;
  /** The line between the two still stands. */
  isAlive: () => boolean;
  /** It is not needed any more. */
  finish: () => void;
}

/** The same, as the next call gets it: what came over the old line is played on until it says otherwise. */
export interface Carried extends Handover {
  /** The other is heard over the new line. */
  silence: () => void;
}

/** A call of several people into which this page is to come. */
export interface Gathered {
  chatId: ChatId;
  kind: CallKind;
  /** `null`: one that is begun, or goes on, in the chat. */
  callId: CallId | null;
  /** It drops in to the audio room, and nobody is called. */
  audioRoom?: boolean;
  /** `null`: comes from nowhere. */
  handover: Carried | null;
}
