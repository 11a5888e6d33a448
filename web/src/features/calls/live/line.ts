/**
 * One line of a call: the peer between two places, the watch over it, and the signals that wait for it. When
 * either side is another page or device than before, its place has another name and both make a new line.
 */
import { toFailure } from "@/api/failure";
import type { CallEvent, RequestType, SocketRequests } from "@/api/frames";
import type { CallId } from "@/api/types";
import { watchLine, type LineWatchParts } from "./lineWatch";
import { createPeer, type Peer, type PeerParts } from "./peer";

export interface LineParts extends Pick<
  PeerParts,
  "createConnection" | "timers" | "onRemoteTrack" | "onConnectionState"
> {
  callId: CallId;
  places: Places;
  /** The side that called offers; the other one is polite and waits. */
  offers: boolean;
  /** `null` when they could not be had in a few seconds. */
  iceServers: Promise<RTCIceServer[] | null>;
  /** Descriptions wait until it is decided what is sent. */
  whenMediaReady: Promise<void>;
  /** Puts on the peer what is to be sent. */
  prepare: (peer: Peer) => Promise<void>;
  socket: LineWatchParts["socket"];
  watch: Omit<LineWatchParts, "callId" | "peer" | "socket" | "timers">;
}

/** The two ends of a line. */
export interface Places {
  mine: string;
  theirs: string;
}

export type LineEvent = Extract<
  CallEvent,
  { type: "call:offer" | "call:answer" | "call:ice-candidate" }
>;

export interface Line {
  readonly places: Places;
  /** `null` until there is one. */
  peer(): Peer | null;
  /** The call is accepted: the other side may hear from us, and the watch begins. */
  talk(): void;
  /** What comes before the peer is there waits, in order; what is not for this line is dropped. */
  handle(event: LineEvent): void;
  /** The socket is another one, and perhaps the network, too. */
  afterReconnect(networkChanged: boolean): void;
  /** The network is another one; the socket may not know yet. */
  networkChanged(): void;
  /** Says and watches nothing more, but goes on until it is closed: another line takes its place meanwhile. */
  retire(): void;
  close(): void;
}

export function createLine(parts: LineParts): Line {
  const { callId, places, socket, timers } = parts;
  let peer: Peer | null = null;
  let watch: ReturnType<typeof watchLine> | null = null;
  let talks = false;
  let closed = false;
  let retired = false;
  const whenPeer = make();

  async function make(): Promise<Peer | null> {
    const iceServers = (await parts.iceServers) ?? [];
    if (closed) return null;
    const made = createPeer(!parts.offers, {
      createConnection: parts.createConnection,
      iceServers,
      timers,
      signals: {
        offer: (sdp) => signal("call:offer", { sdp }),
        answer: (sdp) => signal("call:answer", { sdp }),
        candidate: (candidate) => signal("call:ice-candidate", { candidate }),
      },
      onRemoteTrack: (track, source) => {
        if (!closed) parts.onRemoteTrack(track, source);
      },
      onConnectionState: (state) => {
        watch?.connectionChanged();
        parts.onConnectionState(state);
      },
    });
    peer = made;
    await parts.prepare(made);
    if (closed) return null;
    if (parts.offers) made.offer();
    if (talks) begin(made);
    return made;
  }

  /** Nothing is lost for good: offers are repeated, answers and candidates come again with them. */
  function signal<T extends RequestType & LineEvent["type"]>(
    type: T,
    what: Omit<SocketRequests[T]["data"], "callId" | "toParticipantId">,
  ): void {
    if (closed || retired) return;
    const data = { callId, toParticipantId: places.theirs, ...what } as SocketRequests[T]["data"];
    socket.request(type, data).catch((caught: unknown) => {
      const failure = toFailure(caught);
      if (failure.kind === "problem" && failure.code === "call_over") parts.watch.onGone();
    });
  }

  function begin(on: Peer): void {
    if (watch !== null) return;
    on.release();
    watch = watchLine({ ...parts.watch, callId, peer: on, socket, timers });
  }

  return {
    places,
    peer: () => peer,
    talk() {
      talks = true;
      if (peer !== null) begin(peer);
    },
    handle(event) {
      if (event.data.fromParticipantId !== places.theirs) return;
      void parts.whenMediaReady
        .then(() => whenPeer)
        .then((made) => {
          if (made === null || closed) return;
          switch (event.type) {
            case "call:offer":
              return made.handleOffer(event.data.sdp);
            case "call:answer":
              return made.handleAnswer(event.data.sdp);
            case "call:ice-candidate":
              return made.handleCandidate(event.data.candidate);
          }
        });
    },
    afterReconnect: (networkChanged) => watch?.afterReconnect(networkChanged),
    networkChanged: () => watch?.networkChanged(),
    retire() {
      retired = true;
      watch?.stop();
    },
    close() {
      closed = true;
      watch?.stop();
      peer?.close();
    },
  };
}
