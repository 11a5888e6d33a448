/**
 * One line to the server of a group call: everything this page sends, and empty places for what the others send. Who
 * comes in which place is told over the data channel, so nothing is negotiated anew while people come and go.
 */
import type { LocalMedia, TrackKind } from "../live/localMedia";
import type { ScreenShare } from "../live/screenShare";
import { MOST_PICTURES, parseNews, type RoomNews, type RoomWish } from "./room";

export interface RoomLineParts {
  createConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  iceServers: RTCIceServer[];
  local: LocalMedia;
  screen: Pick<ScreenShare, "tracks" | "onChange">;
  onNews: (news: RoomNews) => void;
  onConnectionState: (state: RTCPeerConnectionState) => void;
}

export interface RoomLine {
  /** What to send to the server; its answer goes to {@link RoomLine.accept}. */
  offer(): Promise<string>;
  accept(sdp: string): Promise<void>;
  /** Tells the server what is shown; the newest wish counts, also before it can be told. */
  say(wish: RoomWish): void;
  /** What comes in a place. */
  stream(mid: string): MediaStream | null;
  stats(): Promise<RTCStatsReport>;
  /** How much sound of a place was decoded, in milliseconds. */
  playedMs(mid: string): Promise<number>;
  close(): void;
}

interface SoundStat {
  type: string;
  packetsReceived?: number;
  jitterBufferEmittedCount?: number;
}

/** Opus in WebRTC: a clock of 48 kHz, and packets of 20 ms. */
const SAMPLES_PER_MS = 48;
const PACKET_MS = 20;
/** Places for sound: as many as speak at a time in any room. */
const SOUNDS = 8;
/** A camera in three sizes; who shows it small gets it small. */
const SIZES: RTCRtpEncodingParameters[] = [
  { rid: "l", scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { rid: "m", scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { rid: "h", scaleResolutionDownBy: 1, maxBitrate: 1_700_000 },
];

/** A screen is read, so it comes in one size, and sharp rather than smooth. */
const SCREEN: RTCRtpEncodingParameters[] = [{ maxBitrate: 2_500_000 }];

export function createRoomLine(parts: RoomLineParts): RoomLine {
  const { local, screen, iceServers } = parts;
  const peer = parts.createConnection({ iceServers, bundlePolicy: "max-bundle" });
  const channel = peer.createDataChannel("room");
  const streams = new Map<string, MediaStream>();
  let pending: RoomWish | null = null;
  let closed = false;

  const senders: Record<TrackKind, RTCRtpSender> = {
    audio: peer.addTransceiver(local.track("audio") ?? "audio", { direction: "sendonly" }).sender,
    video: addPicture(local.track("video") ?? "video", {
      direction: "sendonly",
      sendEncodings: SIZES,
    }).sender,
  };
  // After the camera: by their order the server tells which is which.
  const screenSender = addPicture(screen.tracks().picture ?? "video", {
    direction: "sendonly",
    sendEncodings: SCREEN,
  }).sender;
  // Places for pictures stand before those for sound: the server tries what the network carries on the first place whose packets
  // the browser acknowledges one by one, and looks for it from the beginning each time. Those of sound never are (`prepare` in
  // `crates/sfu/src/offer.rs`), so that it would pass all of them by.
  for (let place = 0; place < MOST_PICTURES; place += 1) {
    addPicture("video", { direction: "recvonly" });
  }
  for (let place = 0; place < SOUNDS; place += 1) {
    peer.addTransceiver("audio", { direction: "recvonly" });
  }

  /** One codec for all: the server passes on what it gets, so everybody must read it. */
  function addPicture(of: MediaStreamTrack | "video", init: RTCRtpTransceiverInit) {
    const transceiver = peer.addTransceiver(of, init);
    const known = RTCRtpReceiver.getCapabilities("video")?.codecs ?? [];
    const codecs = known.filter(({ mimeType }) =>
      ["video/vp8", "video/rtx"].includes(mimeType.toLowerCase()),
    );
    if (codecs.length > 0) transceiver.setCodecPreferences(codecs);
    return transceiver;
  }

  const stops = [
    local.onTrack((kind) => {
      senders[kind].replaceTrack(local.track(kind)).catch(() => undefined);
    }),
    screen.onChange(() => {
      const { picture } = screen.tracks();
      if (picture !== screenSender.track) screenSender.replaceTrack(picture).catch(() => undefined);
    }),
  ];
  peer.onconnectionstatechange = () => {
    if (!closed) parts.onConnectionState(peer.connectionState);
  };
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const news = parseNews(event.data);
    if (news !== null && !closed) parts.onNews(news);
  };
  channel.onopen = () => tell();

  function tell(): void {
    if (pending === null || channel.readyState !== "open") return;
    channel.send(JSON.stringify(pending));
    pending = null;
  }

  return {
    async offer() {
      await peer.setLocalDescription();
      return peer.localDescription?.sdp ?? "";
    },
    accept: (sdp) => peer.setRemoteDescription({ type: "answer", sdp }),
    say(wish) {
      pending = wish;
      tell();
    },
    stream(mid) {
      const known = streams.get(mid);
      if (known !== undefined) return known;
      const track = peer.getTransceivers().find((one) => one.mid === mid)?.receiver.track;
      if (track === undefined) return null;
      const stream = new MediaStream([track]);
      streams.set(mid, stream);
      return stream;
    },
    stats: () => peer.getStats(),
    async playedMs(mid) {
      const receiver = peer.getTransceivers().find((one) => one.mid === mid)?.receiver;
      let played = 0;
      (await receiver?.getStats())?.forEach((stat: SoundStat) => {
        if (stat.type !== "inbound-rtp") return;
        // What browsers without the count have received is played soon.
        const packets = (stat.packetsReceived ?? 0) * PACKET_MS;
        const samples = stat.jitterBufferEmittedCount;
        played = samples === undefined ? packets : samples / SAMPLES_PER_MS;
      });
      return played;
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
      peer.close();
    },
  };
}
