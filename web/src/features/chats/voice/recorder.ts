/** One recording of a voice, from the microphone to a file. */
import { createEncoder } from "./encoders";
import pcmTapUrl from "./pcmTap.worklet.ts?worker&url";
import { createResampler, loudness, waveformOf } from "./sound";

/** Long enough for a story; what is longer is a podcast. */
export const MAX_RECORDING_MS = 15 * 60_000;

export interface Recording {
  blob: Blob;
  mime: string;
  name: string;
  durationMs: number;
  waveform: number[];
}

export interface Recorder {
  /** Ends it. Throws when nothing came of it. */
  stop(): Promise<Recording>;
  /** Ends it and keeps nothing. */
  cancel(): void;
}

export interface RecorderEvents {
  /** Some 25 times a second: loudness from 0 to 1, and how long it has been going on. */
  onLevel: (level: number, elapsedMs: number) => void;
  /** The greatest length is reached, or the microphone was taken away. */
  onCutOff: () => void;
}

export type MicrophoneTrouble = "insecure" | "denied" | "missing" | "busy" | "failed";

export class MicrophoneError extends Error {
  constructor(readonly trouble: MicrophoneTrouble) {
    super(`no microphone: ${trouble}`);
    this.name = "MicrophoneError";
  }
}

/** Throws `MicrophoneError`. */
export async function startRecording(events: RecorderEvents): Promise<Recorder> {
  const stream = await openMicrophone();
  try {
    return await record(stream, events);
  } catch {
    for (const track of stream.getTracks()) track.stop();
    throw new MicrophoneError("failed");
  }
}

async function openMicrophone(): Promise<MediaStream> {
  // Browsers hide it from pages without TLS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new MicrophoneError("insecure");
  try {
    return await devices.getUserMedia({
      audio: {
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    });
  } catch (caught) {
    throw new MicrophoneError(troubleOf(caught));
  }
}

export function troubleOf(caught: unknown): MicrophoneTrouble {
  const name = caught instanceof Error || caught instanceof DOMException ? caught.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}

async function record(stream: MediaStream, events: RecorderEvents): Promise<Recorder> {
  const context = new AudioContext();
  await context.audioWorklet.addModule(pcmTapUrl);
  await context.resume();
  const encoder = await createEncoder(stream);
  const resample = createResampler(context.sampleRate, encoder.sampleRate);
  const source = context.createMediaStreamSource(stream);
  const tap = new AudioWorkletNode(context, "pcm-tap", { numberOfOutputs: 0, channelCount: 1 });
  const levels: number[] = [];
  let samples = 0;
  let isOver = false;
  const elapsedMs = (): number => (samples / context.sampleRate) * 1000;

  tap.port.onmessage = (event: MessageEvent<Float32Array>) => {
    if (isOver) return;
    const level = loudness(event.data);
    samples += event.data.length;
    levels.push(level);
    encoder.push(resample(event.data));
    events.onLevel(level, elapsedMs());
    if (elapsedMs() >= MAX_RECORDING_MS) events.onCutOff();
  };
  source.connect(tap);
  for (const track of stream.getTracks()) track.addEventListener("ended", events.onCutOff);

  function close(): void {
    isOver = true;
    source.disconnect();
    for (const track of stream.getTracks()) {
      track.removeEventListener("ended", events.onCutOff);
      track.stop();
    }
    void context.close();
  }

  return {
    async stop() {
      // The encoder first: one that listens to the stream itself must hear its end.
      isOver = true;
      const finished = encoder.finish();
      close();
      const blob = await finished;
      return {
        blob,
        mime: blob.type,
        name: blob.type === "audio/wav" ? "voice.wav" : "voice.m4a",
        durationMs: Math.round(elapsedMs()),
        waveform: waveformOf(levels),
      };
    },
    cancel() {
      close();
      encoder.drop();
    },
  };
}
