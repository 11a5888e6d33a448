/**
 * Sound to bytes, in the best form that this browser can write and all can read
 * (docs/decisions/006-voice-format.md).
 */
import { mp4File } from "./mp4";

export interface VoiceEncoder {
  /** Hertz that `push` expects. */
  readonly sampleRate: number;
  push(samples: Float32Array): void;
  /** The whole recording. May be called once. */
  finish(): Promise<Blob>;
  /** Lets everything go. */
  drop(): void;
}

const AAC_BITS = 48_000;
const OPUS_BITS = 32_000;
const ENCODED_RATE = 48_000;
/** Enough for a voice: a minute takes 1.9 MB. */
const WAV_RATE = 16_000;

export async function createEncoder(stream: MediaStream): Promise<VoiceEncoder> {
  if (await canEncode("aac")) return webCodecsEncoder("aac");
  if (globalThis.MediaRecorder?.isTypeSupported(RECORDED_AAC) === true) return mediaEncoder(stream);
  if (await canEncode("opus")) return webCodecsEncoder("opus");
  return wavEncoder();
}

const RECORDED_AAC = "audio/mp4;codecs=mp4a.40.2";

type Codec = "aac" | "opus";

function configOf(codec: Codec): AudioEncoderConfig {
  return {
    codec: codec === "aac" ? "mp4a.40.2" : "opus",
    sampleRate: ENCODED_RATE,
    numberOfChannels: 1,
    bitrate: codec === "aac" ? AAC_BITS : OPUS_BITS,
  };
}

async function canEncode(codec: Codec): Promise<boolean> {
  if (!("AudioEncoder" in globalThis)) return false;
  try {
    return (await AudioEncoder.isConfigSupported(configOf(codec))).supported === true;
  } catch {
    return false;
  }
}

function webCodecsEncoder(codec: Codec): VoiceEncoder {
  const packets: Uint8Array[] = [];
  const durations: number[] = [];
  let description: Uint8Array | null = null;
  let failure: unknown = null;
  let pushed = 0;
  const encoder = new AudioEncoder({
    output(chunk, metadata) {
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      packets.push(packet);
      const samples = Math.round(((chunk.duration ?? 0) * ENCODED_RATE) / 1e6);
      // A packet of AAC always holds as many, whatever is said of the last one.
      durations.push(codec === "aac" ? 1024 : samples > 0 ? samples : 960);
      const said = metadata?.decoderConfig?.description;
      if (said !== undefined) description ??= copyOf(said);
    },
    error: (caught) => (failure = caught),
  });
  encoder.configure(configOf(codec));
  return {
    sampleRate: ENCODED_RATE,
    push(samples) {
      if (encoder.state !== "configured") return;
      const data = new AudioData({
        format: "f32-planar",
        sampleRate: ENCODED_RATE,
        numberOfChannels: 1,
        numberOfFrames: samples.length,
        timestamp: Math.round((pushed / ENCODED_RATE) * 1e6),
        data: samples as Float32Array<ArrayBuffer>,
      });
      pushed += samples.length;
      encoder.encode(data);
      data.close();
    },
    async finish() {
      if (encoder.state === "configured") await encoder.flush();
      if (failure !== null || packets.length === 0) throw new Error("the encoder gave nothing");
      if (encoder.state !== "closed") encoder.close();
      return mp4File({ codec, sampleRate: ENCODED_RATE, packets, durations, description });
    },
    drop() {
      if (encoder.state !== "closed") encoder.close();
    },
  };
}

function copyOf(source: AllowSharedBufferSource): Uint8Array {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
  return bytes.slice();
}

/** Safari before 26 has no encoder for pages, but records what we want by itself. */
function mediaEncoder(stream: MediaStream): VoiceEncoder {
  const chunks: Blob[] = [];
  const recorder = new MediaRecorder(stream, {
    mimeType: RECORDED_AAC,
    audioBitsPerSecond: AAC_BITS,
  });
  const stopped = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  recorder.ondataavailable = (event) => chunks.push(event.data);
  recorder.start();
  return {
    sampleRate: WAV_RATE,
    push: () => undefined,
    async finish() {
      if (recorder.state !== "inactive") recorder.stop();
      await stopped;
      return new Blob(chunks, { type: "audio/mp4" });
    },
    drop() {
      if (recorder.state !== "inactive") recorder.stop();
    },
  };
}

export function wavEncoder(): VoiceEncoder {
  const parts: Int16Array[] = [];
  return {
    sampleRate: WAV_RATE,
    push(samples) {
      parts.push(Int16Array.from(samples, (value) => Math.max(-1, Math.min(1, value)) * 0x7fff));
    },
    finish() {
      const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
      const header = new DataView(new ArrayBuffer(44));
      const write = (at: number, text: string): void => {
        for (const [index, char] of [...text].entries()) {
          header.setUint8(at + index, char.charCodeAt(0));
        }
      };
      write(0, "RIFF");
      header.setUint32(4, 36 + bytes, true);
      write(8, "WAVEfmt ");
      header.setUint32(16, 16, true);
      header.setUint16(20, 1, true);
      header.setUint16(22, 1, true);
      header.setUint32(24, WAV_RATE, true);
      header.setUint32(28, WAV_RATE * 2, true);
      header.setUint16(32, 2, true);
      header.setUint16(34, 16, true);
      write(36, "data");
      header.setUint32(40, bytes, true);
      return Promise.resolve(new Blob([header, ...parts] as BlobPart[], { type: "audio/wav" }));
    },
    drop() {
      parts.length = 0;
    },
  };
}
