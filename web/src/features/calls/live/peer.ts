/**
 * The line between two browsers: perfect negotiation (WebRTC 1.0, section 10.7) around one
 * `RTCPeerConnection`. Knows nothing of calls, sockets or screens.
 *
 * The side that called is impolite and makes the first offer, while it still rings, so that
 * candidates are gathered by the time of the answer; nothing leaves before `release`.
 */
import { logger } from "@/lib/logger";
import type { Timers } from "@/lib/timers";
import type { TrackKind } from "./localMedia";
import type { TrackSource } from "./remoteSide";
import { NO_SCREEN, type ScreenTracks } from "./screenShare";

/** Where descriptions and candidates go. What is lost on the way is sent again. */
export interface PeerSignals {
  offer(sdp: string): void;
  answer(sdp: string): void;
  candidate(candidate: RTCIceCandidateInit | null): void;
}

export interface PeerParts {
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  iceServers: RTCIceServer[];
  signals: PeerSignals;
  timers: Timers;
  onRemoteTrack: (track: MediaStreamTrack, source: TrackSource) => void;
  onConnectionState: (state: RTCPeerConnectionState) => void;
}

export interface Peer {
  /** Offers, quietly until `release`. For the side that called. */
  offer(): void;
  /** The call was accepted: the other side may hear from us. */
  release(): void;
  /** Sets what is sent of a kind, `null` for nothing; renegotiates only when it must. */
  setTrack(kind: TrackKind, track: MediaStreamTrack | null): Promise<void>;
  /** Sets what is shown beside voice and camera; renegotiates the first time only. */
  setScreen(tracks: ScreenTracks): Promise<void>;
  /** While held nothing of ours leaves; the places stay, so that going on needs no negotiation. */
  setHeld(held: boolean): Promise<void>;
  handleOffer(sdp: string): Promise<void>;
  handleAnswer(sdp: string): Promise<void>;
  handleCandidate(candidate: RTCIceCandidateInit | null): Promise<void>;
  /** Looks for a new way through the network. */
  restartIce(iceServers: RTCIceServer[] | null): void;
  /** Something of ours is agreed to be sent, and there is something to send. */
  isSending(): boolean;
  /** Sound of the other side is agreed to come. */
  expectsSound(): boolean;
  stats(): Promise<RTCStatsReport>;
  connectionState(): RTCPeerConnectionState;
  close(): void;
}

/** An offer that stays without an answer this long was lost with a broken socket. */
const OFFER_AGAIN_MS = 4_000;

export function createPeer(polite: boolean, parts: PeerParts): Peer {
  const { signals, timers } = parts;
  const connection = parts.createConnection({
    iceServers: parts.iceServers,
    bundlePolicy: "max-bundle",
    // The callee cannot describe anything before the offer, but can find its own addresses.
    iceCandidatePoolSize: 1,
  });
  const stream = new MediaStream();
  const tracks: Record<TrackKind, MediaStreamTrack | null> = { audio: null, video: null };
  const transceivers: Partial<Record<TrackKind, RTCRtpTransceiver>> = {};
  /** The shared screen has places of its own, after those of voice and camera. */
  const screenStream = new MediaStream();
  const screenPlaces: Partial<Record<TrackKind, RTCRtpTransceiver>> = {};
  let screen: ScreenTracks = NO_SCREEN;
  let held = false;
  let released = false;
  let makingOffer = false;
  let ignoredOffer = false;
  let closed = false;
  let cancelOfferAgain = (): void => undefined;
  /** Signals are handled one after another, in the order in which they came. */
  let tail: Promise<void> = Promise.resolve();

  connection.onnegotiationneeded = () => void makeOffer();
  connection.onicecandidate = ({ candidate }) => {
    // Before the release candidates gather in the local description, which is sent then.
    if (released) signals.candidate(candidate === null ? null : candidate.toJSON());
  };
  connection.ontrack = ({ track, transceiver }) => {
    // Voice and camera have the first place of their kind on both sides; what comes later is a screen.
    const first = connection.getTransceivers().find((t) => t.receiver.track.kind === track.kind);
    parts.onRemoteTrack(track, first === transceiver ? "self" : "screen");
  };
  connection.onconnectionstatechange = () => {
    if (!closed) parts.onConnectionState(connection.connectionState);
  };

  async function makeOffer(): Promise<void> {
    try {
      makingOffer = true;
      await connection.setLocalDescription();
      sendOffer();
    } catch (caught) {
      ignoreWhenClosed(caught);
    } finally {
      makingOffer = false;
    }
  }

  function sendOffer(): void {
    cancelOfferAgain();
    const description = connection.localDescription;
    if (closed || !released || description?.type !== "offer") return;
    if (connection.signalingState !== "have-local-offer") return;
    signals.offer(description.sdp);
    cancelOfferAgain = timers.after(OFFER_AGAIN_MS, sendOffer);
  }

  function inOrder(work: () => Promise<void>): Promise<void> {
    tail = tail.then(async () => {
      if (closed) return;
      try {
        await work();
      } catch (caught) {
        // A description that the browser cannot take must not stop the ones after it.
        if (!closed) logger.warn("call signal not taken", { reason: nameOf(caught) });
      }
    });
    return tail;
  }

  function ignoreWhenClosed(caught: unknown): void {
    if (!closed) throw caught;
  }

  /** Puts our tracks on the places that the other side's first offer made. */
  async function takePlaces(): Promise<void> {
    for (const transceiver of connection.getTransceivers()) {
      const kind = transceiver.receiver.track.kind as TrackKind;
      if (transceivers[kind] !== undefined) continue;
      transceivers[kind] = transceiver;
      transceiver.direction = directionOf(kind);
      // Missing in older Firefox: sound and picture are then merely not kept in step.
      if ("setStreams" in transceiver.sender) transceiver.sender.setStreams(stream);
      await transceiver.sender.replaceTrack(held ? null : tracks[kind]);
    }
  }

  /** Not before voice and camera have their places: by these the other side tells them apart. */
  async function placeScreen(): Promise<void> {
    if (closed || transceivers.video === undefined) return;
    for (const [kind, track] of [
      ["video", screen.picture],
      ["audio", screen.sound],
    ] as const) {
      const place = screenPlaces[kind];
      if (place !== undefined) await place.sender.replaceTrack(held ? null : track);
      else if (track !== null && !held) {
        screenPlaces[kind] = connection.addTransceiver(track, {
          direction: "sendonly",
          streams: [screenStream],
        });
      }
    }
  }

  /**
   * Video always has its place, so that switching a camera on needs no negotiation. Sound without
   * a microphone is only received, so that the other side can tell.
   */
  function directionOf(kind: TrackKind): RTCRtpTransceiverDirection {
    return kind === "audio" && tracks.audio === null ? "recvonly" : "sendrecv";
  }

  return {
    offer() {
      for (const kind of ["audio", "video"] as const) {
        transceivers[kind] = connection.addTransceiver(tracks[kind] ?? kind, {
          direction: directionOf(kind),
          streams: [stream],
        });
        if (held) void transceivers[kind].sender.replaceTrack(null);
      }
      void placeScreen();
    },
    release() {
      released = true;
      sendOffer();
    },
    async setTrack(kind, track) {
      tracks[kind] = track;
      const transceiver = transceivers[kind];
      if (closed || transceiver === undefined) return;
      try {
        await transceiver.sender.replaceTrack(held ? null : track);
        const direction = directionOf(kind);
        if (transceiver.direction !== direction) transceiver.direction = direction;
      } catch (caught) {
        ignoreWhenClosed(caught);
      }
    },
    async setScreen(next) {
      screen = next;
      try {
        await placeScreen();
      } catch (caught) {
        ignoreWhenClosed(caught);
      }
    },
    async setHeld(next) {
      held = next;
      if (closed) return;
      try {
        for (const kind of ["audio", "video"] as const) {
          await transceivers[kind]?.sender.replaceTrack(held ? null : tracks[kind]);
        }
        await placeScreen();
      } catch (caught) {
        ignoreWhenClosed(caught);
      }
    },
    handleOffer: (sdp) =>
      inOrder(async () => {
        const collision = makingOffer || connection.signalingState !== "stable";
        ignoredOffer = collision && !polite;
        if (ignoredOffer) {
          // The other side may never have got ours.
          sendOffer();
          return;
        }
        cancelOfferAgain();
        await connection.setRemoteDescription({ type: "offer", sdp });
        await takePlaces();
        await connection.setLocalDescription();
        const answer = connection.localDescription;
        if (answer?.type === "answer") signals.answer(answer.sdp);
        await placeScreen();
      }),
    handleAnswer: (sdp) =>
      inOrder(async () => {
        if (connection.signalingState !== "have-local-offer") return;
        cancelOfferAgain();
        await connection.setRemoteDescription({ type: "answer", sdp });
      }),
    handleCandidate: (candidate) =>
      inOrder(async () => {
        try {
          await connection.addIceCandidate(candidate ?? undefined);
        } catch (caught) {
          if (!ignoredOffer) throw caught;
        }
      }),
    restartIce(iceServers) {
      if (closed) return;
      if (iceServers !== null) {
        connection.setConfiguration({ ...connection.getConfiguration(), iceServers });
      }
      connection.restartIce();
    },
    isSending: () =>
      Object.values(transceivers).some(
        (transceiver) =>
          (transceiver.currentDirection === "sendrecv" ||
            transceiver.currentDirection === "sendonly") &&
          transceiver.sender.track?.readyState === "live",
      ),
    expectsSound() {
      const direction = transceivers.audio?.currentDirection;
      return direction === "sendrecv" || direction === "recvonly";
    },
    stats: () => connection.getStats(),
    connectionState: () => connection.connectionState,
    close() {
      closed = true;
      cancelOfferAgain();
      connection.close();
    },
  };
}

function nameOf(caught: unknown): string {
  return caught instanceof Error ? caught.name : "unknown";
}
