/** The probes of a real browser. */
import { toFailure } from "@/api/failure";
import type { SocketAccess } from "@/realtime/messenger";
import { fetchIceServers } from "../api/iceServers";
import { createCapture } from "../live/capture";
import { readDeviceChoice } from "../live/deviceChoice";
import type { Gathered } from "./outerAddress";
import type { CheckProbes } from "./probes";
import { probeRelay } from "./relayProbe";
import type { CameraFinding, SocketFinding } from "./verdicts";

const LEVEL_EVERY_MS = 50;
/** A camera that was just switched on may be black for a while. */
const PICTURE_WITHIN_MS = 10_000;
const PINGS = 5;
/** The page may have been opened just now. */
const ONLINE_WITHIN_MS = 10_000;
/** Browsers ask a STUN server that does not answer for forty seconds: nobody waits that long. */
const GATHER_WITHIN_MS = 15_000;

export function createBrowserProbes(socket: SocketAccess): CheckProbes {
  const capture = createCapture();
  const choice = readDeviceChoice();
  return {
    capture: () => capture.both(true, choice),
    listen,
    look,
    playTone: () => playTone(choice.speaker),
    socket: () => probeSocket(socket),
    async iceServers() {
      try {
        return await fetchIceServers();
      } catch (caught) {
        toFailure(caught);
        return null;
      }
    },
    gather,
    relay: probeRelay,
  };
}

function listen(microphone: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([microphone]));
  const analyser = context.createAnalyser();
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const id = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    onLevel(Math.min(1, Math.sqrt(sum / samples.length)));
  }, LEVEL_EVERY_MS);
  void context.resume();
  return () => {
    clearInterval(id);
    void context.close();
  };
}

function look(camera: MediaStreamTrack, signal: AbortSignal): Promise<CameraFinding> {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([camera]);
  return new Promise((resolve) => {
    const end = (finding: CameraFinding) => {
      clearTimeout(late);
      video.srcObject = null;
      resolve(finding);
    };
    const late = setTimeout(() => end({ problem: "noPicture" }), PICTURE_WITHIN_MS);
    signal.addEventListener("abort", () => end({ problem: "noPicture" }), { once: true });
    video.onloadeddata = () => {
      if (video.videoWidth > 0) end({ width: video.videoWidth, height: video.videoHeight });
    };
    // Refused only when the picture goes away meanwhile.
    video.play().catch(() => undefined);
  });
}

/** Two notes, half a second each. */
async function playTone(speaker: string | null): Promise<boolean> {
  const context = new AudioContext();
  // Browsers begin at once after a touch, or not before one.
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
  if (context.state !== "running") {
    void context.close();
    return false;
  }
  if (speaker !== null && "setSinkId" in context) {
    const choose = context.setSinkId as (id: string) => Promise<void>;
    // Unplugged since it was chosen: the usual one plays.
    await choose.call(context, speaker).catch(() => undefined);
  }
  const volume = context.createGain();
  volume.gain.value = 0.3;
  volume.connect(context.destination);
  const notes = [523.25, 659.26].map((frequency, at) => {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(context.currentTime + at * 0.5);
    note.stop(context.currentTime + at * 0.5 + 0.45);
    return note;
  });
  notes.at(-1)?.addEventListener("ended", () => void context.close());
  return true;
}

async function probeSocket(socket: SocketAccess): Promise<SocketFinding> {
  const times: number[] = [];
  await online(socket);
  try {
    for (let n = 0; n < PINGS; n++) {
      const startMs = performance.now();
      await socket.request("ping", {});
      times.push(performance.now() - startMs);
    }
  } catch (caught) {
    toFailure(caught);
    return { problem: "offline" };
  }
  times.sort((a, b) => a - b);
  return { rttMs: Math.round(times[Math.floor(PINGS / 2)] ?? 0) };
}

function online(socket: SocketAccess): Promise<void> {
  if (socket.isOnline()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      stop();
      resolve();
    };
    const stop = socket.onOnline(done);
    const late = setTimeout(done, ONLINE_WITHIN_MS);
  });
}

async function gather(stun: string[], signal: AbortSignal): Promise<Gathered> {
  const found: Gathered = {
    servers: stun.length,
    reflexive: [],
    complete: false,
    tellsSilence: false,
    silent: [],
  };
  if (stun.length === 0 || !("RTCPeerConnection" in globalThis)) return found;
  found.tellsSilence = "onicecandidateerror" in RTCPeerConnection.prototype;
  const connection = new RTCPeerConnection({ iceServers: [{ urls: stun }] });
  try {
    connection.createDataChannel("");
    const finished = new Promise<void>((resolve) => {
      setTimeout(resolve, GATHER_WITHIN_MS);
      signal.addEventListener("abort", () => resolve(), { once: true });
      connection.onicecandidate = ({ candidate }) => {
        if (candidate !== null) {
          note(found, candidate);
          return;
        }
        found.complete = true;
        resolve();
      };
    });
    connection.onicecandidateerror = ({ url }) => found.silent.push(url);
    await connection.setLocalDescription();
    await finished;
  } finally {
    connection.close();
  }
  return found;
}

function note(found: Gathered, { type, address, port, relatedPort }: RTCIceCandidate): void {
  if (type !== "srflx" || address === null || port === null) return;
  found.reflexive.push({ address, port, ownPort: relatedPort ?? 0 });
}
