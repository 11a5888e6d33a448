/** What the findings of a check mean: good or bad, and which words and which remedy go with it. Pure. */
import type { CaptureProblem } from "../live/capture";
import { QUALITY_LIMITS } from "../live/quality";
import type { RelayWay } from "./iceUrls";
import type { NatKind, StunFinding } from "./outerAddress";
import type { RelayFigures } from "./relayFigures";

/** What is looked at, in the order in which it is shown. */
export const checkLines = [
  "microphone",
  "camera",
  "speaker",
  "socket",
  "stun",
  "udp",
  "tcp",
  "tls",
  "nat",
] as const;
export type CheckLine = (typeof checkLines)[number];

/** What was found so far; a line that is absent is still being looked at. */
export interface Findings {
  microphone?: MicrophoneFinding;
  camera?: CameraFinding;
  speaker?: SpeakerFinding;
  socket?: SocketFinding;
  stun?: StunFinding;
  udp?: RelayFinding;
  tcp?: RelayFinding;
  tls?: RelayFinding;
  nat?: NatKind;
}

/** `quiet`: it runs, but nothing was said yet. */
export type MicrophoneFinding = { problem: CaptureProblem } | { heard: boolean };
/** `noPicture`: the camera runs, but sends nothing. */
export type CameraFinding =
  { problem: CaptureProblem | "noPicture" } | { width: number; height: number };
/** A tone was played: only the person can tell whether it was heard. */
export type SpeakerFinding = "asked" | "heard" | "notHeard" | "blocked";
export type SocketFinding = { problem: "offline" } | { rttMs: number };
export type RelayFinding = { problem: RelayProblem } | { figures: RelayFigures };
/**
 * `notOffered`: the server names no such way. `noList`: it could not be asked for one. `refused`: it answers, but gives
 * no relay. `unreachable`: nothing answers. `noData`: a relay was given, but nothing got through it. `unsupported`: the
 * browser has no WebRTC.
 */
export type RelayProblem =
  "notOffered" | "noList" | "refused" | "unreachable" | "noData" | "unsupported";

/** `open`: not known yet. `skipped`: could not be looked at, and that is nobody's fault. */
export type CheckState = "open" | "asks" | "good" | "fair" | "bad" | "skipped";

export interface Verdict {
  state: CheckState;
  /** Which words, below `check:words.` */
  words: Words;
  /** Which remedy, below `check:remedy.` */
  remedy: Remedy | null;
}

export type Words =
  | "open"
  | "noList"
  | "insecure"
  | "unsupported"
  | `microphone${"Open" | "Heard" | "Quiet" | "Denied" | "Missing" | "Busy"}`
  | `camera${"Works" | "NoPicture" | "Denied" | "Missing" | "Busy"}`
  | `speaker${"Open" | "Asked" | "Heard" | "NotHeard" | "Blocked"}`
  | `socket${"Works" | "Slow" | "Offline"}`
  | `stun${"Outer" | "Same" | "NotOffered" | "Unreachable" | "Unknown"}`
  | `relay${"Works" | "Poor" | "Narrow" | "NotOffered" | "Refused" | "Unreachable" | "NoData"}`
  | `nat${"None" | "Friendly" | "Strict" | "Unknown"}`;

export type Remedy =
  | "allowMicrophone"
  | "allowCamera"
  | "plugMicrophone"
  | "plugCamera"
  | "closeOthers"
  | "https"
  | "speak"
  | "uncover"
  | "speaker"
  | "touchForSound"
  | "reconnect"
  | "stunBlocked"
  | "udpBlocked"
  | "tcpBlocked"
  | "tlsBlocked"
  | "relayOff"
  | "relayRefused"
  | "askAgain"
  | "otherBrowser"
  | "slowNetwork"
  | "strictNat"
  | "encryptServer";

export function verdictOf(line: CheckLine, findings: Findings): Verdict {
  switch (line) {
    case "microphone":
      return ofMicrophone(findings.microphone);
    case "camera":
      return ofCamera(findings.camera);
    case "speaker":
      return ofSpeaker(findings.speaker);
    case "socket":
      return ofSocket(findings.socket);
    case "stun":
      return ofStun(findings.stun);
    case "udp":
    case "tcp":
    case "tls":
      return ofRelay(line, findings);
    case "nat":
      return ofNat(findings.nat);
  }
}

/** The whole in one word: will a call work from here? */
export type Overall = "open" | "good" | "fair" | "bad";

export function overallOf(findings: Findings): Overall {
  const states = Object.fromEntries(
    checkLines.map((line) => [line, verdictOf(line, findings).state]),
  ) as Record<CheckLine, CheckState>;
  if (checkLines.some((line) => states[line] === "open")) return "open";
  const ways = [states.udp, states.tcp, states.tls];
  const noWay = !ways.some(works) && !works(states.stun);
  if (states.microphone === "bad" || states.socket === "bad" || noWay) return "bad";
  const isFine = (state: CheckState) => ["good", "skipped", "asks"].includes(state);
  // Without a relay some calls fail, whatever else is well.
  const hasRelay = ways.some(works);
  return hasRelay && checkLines.every((line) => isFine(states[line])) ? "good" : "fair";
}

function works(state: CheckState): boolean {
  return state === "good" || state === "fair";
}

const OPEN: Verdict = { state: "open", words: "open", remedy: null };

function ofMicrophone(found: MicrophoneFinding | undefined): Verdict {
  if (found === undefined) return { ...OPEN, words: "microphoneOpen" };
  if ("problem" in found) {
    const [words, remedy] = DEVICE_WORDS.microphone[found.problem];
    return { state: "bad", words, remedy };
  }
  if (found.heard) return good("microphoneHeard");
  return { state: "fair", words: "microphoneQuiet", remedy: "speak" };
}

function ofCamera(found: CameraFinding | undefined): Verdict {
  if (found === undefined) return OPEN;
  if ("width" in found) return good("cameraWorks");
  const { problem } = found;
  if (problem === "noPicture") {
    return { state: "fair", words: "cameraNoPicture", remedy: "uncover" };
  }
  const [words, remedy] = DEVICE_WORDS.camera[problem];
  // One can call without a camera.
  return { state: problem === "missing" ? "skipped" : "bad", words, remedy };
}

const DEVICE_WORDS: Record<
  "microphone" | "camera",
  Record<CaptureProblem, readonly [Words, Remedy]>
> = {
  microphone: {
    denied: ["microphoneDenied", "allowMicrophone"],
    missing: ["microphoneMissing", "plugMicrophone"],
    busy: ["microphoneBusy", "closeOthers"],
    insecure: ["insecure", "https"],
  },
  camera: {
    denied: ["cameraDenied", "allowCamera"],
    missing: ["cameraMissing", "plugCamera"],
    busy: ["cameraBusy", "closeOthers"],
    insecure: ["insecure", "https"],
  },
};

function ofSpeaker(found: SpeakerFinding | undefined): Verdict {
  switch (found) {
    case undefined:
      return { state: "asks", words: "speakerOpen", remedy: null };
    case "asked":
      return { state: "asks", words: "speakerAsked", remedy: null };
    case "heard":
      return good("speakerHeard");
    case "notHeard":
      return { state: "bad", words: "speakerNotHeard", remedy: "speaker" };
    case "blocked":
      return { state: "fair", words: "speakerBlocked", remedy: "touchForSound" };
  }
}

function ofSocket(found: SocketFinding | undefined): Verdict {
  if (found === undefined) return OPEN;
  if ("problem" in found) return { state: "bad", words: "socketOffline", remedy: "reconnect" };
  const isSlow = found.rttMs >= QUALITY_LIMITS.delay[0];
  return isSlow
    ? { state: "fair", words: "socketSlow", remedy: "slowNetwork" }
    : good("socketWorks");
}

function ofStun(found: StunFinding | undefined): Verdict {
  if (found === undefined) return OPEN;
  if ("address" in found) return good(found.address === null ? "stunSame" : "stunOuter");
  switch (found.problem) {
    case "notOffered":
      return { state: "fair", words: "stunNotOffered", remedy: "relayOff" };
    case "noList":
      return { state: "bad", words: "noList", remedy: "askAgain" };
    case "unreachable":
      return { state: "bad", words: "stunUnreachable", remedy: "stunBlocked" };
    case "unknown":
      return { state: "skipped", words: "stunUnknown", remedy: null };
  }
}

function ofRelay(way: RelayWay, findings: Findings): Verdict {
  const found = findings[way];
  if (found === undefined) return OPEN;
  if ("figures" in found) return ofFigures(found.figures);
  switch (found.problem) {
    case "notOffered":
      // A server without certificates has no TLS, and one may well have a relay for UDP alone.
      if (way === "tls") {
        return { state: "skipped", words: "relayNotOffered", remedy: "encryptServer" };
      }
      return isOffered(findings.udp) || isOffered(findings.tcp) || isOffered(findings.tls)
        ? { state: "skipped", words: "relayNotOffered", remedy: null }
        : { state: "bad", words: "relayNotOffered", remedy: "relayOff" };
    case "noList":
      return { state: "bad", words: "noList", remedy: "askAgain" };
    case "refused":
      return { state: "bad", words: "relayRefused", remedy: "relayRefused" };
    case "unreachable":
      return { state: "bad", words: "relayUnreachable", remedy: `${way}Blocked` };
    case "noData":
      return { state: "bad", words: "relayNoData", remedy: `${way}Blocked` };
    case "unsupported":
      return { state: "bad", words: "unsupported", remedy: "otherBrowser" };
  }
}

function isOffered(found: RelayFinding | undefined): boolean {
  return found !== undefined && ("figures" in found || found.problem !== "notOffered");
}

/** A voice alone wants some 50 kbit/s each way, a picture twenty times as much. */
export const KBPS_FOR_VIDEO = 1_000;

function ofFigures({ loss, delayMs, jitterMs, kbps }: RelayFigures): Verdict {
  const isPoor =
    loss >= QUALITY_LIMITS.lossIn[0] ||
    (delayMs ?? 0) >= QUALITY_LIMITS.delay[0] ||
    jitterMs >= QUALITY_LIMITS.jitter[0];
  if (isPoor) return { state: "fair", words: "relayPoor", remedy: "slowNetwork" };
  if (kbps !== null && kbps < KBPS_FOR_VIDEO) {
    return { state: "fair", words: "relayNarrow", remedy: "slowNetwork" };
  }
  return good("relayWorks");
}

function ofNat(found: NatKind | undefined): Verdict {
  switch (found) {
    case undefined:
      return OPEN;
    case "none":
      return good("natNone");
    case "friendly":
      return good("natFriendly");
    case "strict":
      return { state: "fair", words: "natStrict", remedy: "strictNat" };
    case "unknown":
      return { state: "skipped", words: "natUnknown", remedy: null };
  }
}

function good(words: Words): Verdict {
  return { state: "good", words, remedy: null };
}
