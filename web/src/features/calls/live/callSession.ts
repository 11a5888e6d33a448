/**
 * One call on this device, from the tap to the end, as its screens and the calls beside it know it; made by
 * `createCallSession`.
 */
import type { CallEvent } from "@/api/frames";
import type { Call, CallId, CallKind, CallQuality, ChatId, User, UserId } from "@/api/types";
import type { Timers } from "@/lib/timers";
import type { SocketAccess } from "@/realtime/messenger";
import type { Capture } from "./capture";
import type { Handover } from "./handover";
import type { DeviceChoice } from "./deviceChoice";
import type { DeviceNews } from "./deviceNews";
import type { LocalState } from "./localMedia";
import type { CallDirection, CallPhase, Silence } from "./phase";
import type { LiveQuality } from "./quality";
import type { RemoteSide } from "./remoteSide";
import type { ScreenShare, ScreenState } from "./screenShare";

/** What screens show. A new object on every change. */
export interface CallView {
  callId: CallId | null;
  chatId: ChatId | null;
  kind: CallKind;
  direction: CallDirection;
  peerId: UserId;
  /** What came with an incoming call; screens may know better. */
  peer: User | null;
  phase: CallPhase;
  /** Server time. */
  answeredAtMs: number | null;
  /** Connecting takes long: who is not heard; at once, when the other device went away. `null`: nobody can tell yet. */
  silence: Silence | null;
  local: LocalState;
  screen: ScreenState;
  /** This person put the call on hold. `remote.held`: the other one did. */
  held: boolean;
  /** A device came or went. */
  deviceNews: DeviceNews | null;
  /** `null` until there is something to judge by. */
  quality: LiveQuality | null;
  remote: RemoteSide;
}

export interface CallSession {
  view(): CallView;
  subscribe(listener: () => void): () => void;
  handle(event: CallEvent): void;
  /** The socket is back, and missed events of chats are applied. */
  handleOnline(): void;
  /** Goes on after the explanation, or after a refused microphone. */
  proceed(choice: "ask" | "withoutMicrophone"): void;
  /** Takes the call; `soundOnly` leaves the camera of a video call off. */
  answer(how: "asCalled" | "soundOnly"): void;
  /** Ends, calls off or declines, whichever fits. */
  hangUp(): void;
  setMuted(muted: boolean): void;
  setCamera(on: boolean): void;
  choose(choice: Partial<DeviceChoice>): void;
  /** Front or back, or the next camera. */
  switchCamera(): void;
  /** Asks the browser for a window to show, or stops showing. */
  shareScreen(on: boolean): void;
  /** On hold nothing is sent in either direction. */
  setHold(held: boolean): void;
  /** Does what the news of a device offers; or only puts it away. */
  tapDeviceNews(): void;
  dismissDeviceNews(): void;
  retryMicrophone(): void;
  devices(): Promise<MediaDeviceInfo[]>;
  onDevicesChanged(listener: () => void): () => void;
  /** What happened on the line, as a JSON file to save; also after the end. */
  log(): string;
  /** The browser's statistics, for support and tests; `null` without a line. */
  stats(): Promise<RTCStatsReport | null>;
  /** How to go on after a reload; `null` when there is nothing to go on with. */
  resumption(): Resumption | null;
  /** The device's network changed. */
  networkChanged(): void;
  /** Asks people into the call, which becomes one through the server by it. Rejects with what the server says. */
  invite: (userIds: UserId[]) => Promise<void>;
  /** The call takes others in and goes on as one through the server; this session is over by it. */
  handOver(call: Call): Handover;
  dispose(): void;
}

export interface CallSessionParts {
  socket: SocketAccess;
  timers: Timers;
  capture: Capture;
  serverNow: () => number;
  steadyNow: () => number;
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  createScreen: () => ScreenShare;
  /** `null` when they could not be had in a few seconds. */
  fetchIceServers: () => Promise<RTCIceServer[] | null>;
  fetchCall: (callId: CallId) => Promise<Call>;
  /** What was to be a call between two is one that others were added to. */
  onGathered: (call: Call) => void;
  /** Keeps how the call was. Never throws. */
  keepQuality: (callId: CallId, quality: CallQuality) => void;
}

export type CallStart =
  | {
      direction: "outgoing";
      target: { chatId: ChatId } | { userId: UserId };
      chatId: ChatId | null;
      kind: CallKind;
      peerId: UserId;
    }
  | { direction: "incoming"; call: Call; from: User | null; peerId: UserId }
  /** A call that went on before this page, or on another device. */
  | { direction: "resumed"; call: Call; peerId: UserId; as: Resumption };

/** How somebody who comes back was heard and seen before. */
export interface Resumption {
  muted: boolean;
  camera: boolean;
  held: boolean;
}
