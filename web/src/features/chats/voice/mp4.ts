/**
 * An MP4 file with one track of encoded sound (ISO 14496-12 and -14; Opus: its mapping to ISOBMFF).
 * The index stands in front and the length is written in it, so that every browser can seek.
 */

export interface EncodedSound {
  codec: "aac" | "opus";
  /** Hertz; the unit of `durations`. */
  sampleRate: number;
  packets: readonly Uint8Array[];
  /** Of each packet, in samples. */
  durations: readonly number[];
  /** What the decoder must know: AudioSpecificConfig, or OpusHead; made up where it is missing. */
  description: Uint8Array | null;
}

const BITS_PER_SECOND = 48_000;

export function mp4File(sound: EncodedSound): Blob {
  const ftyp = box("ftyp", text("M4A "), u32(0), text("M4A "), text("mp42"), text("isom"));
  // The index says where the sound begins, and its own length does not depend on that.
  const length = ftyp.length + moov(sound, 0).length;
  const bytes = sound.packets.reduce((sum, packet) => sum + packet.length, 0);
  const header = [u32(bytes + 8), text("mdat")];
  const parts = [ftyp, moov(sound, length + 8), ...header, ...sound.packets];
  return new Blob(parts as BlobPart[], { type: "audio/mp4" });
}

function moov(sound: EncodedSound, offset: number): Uint8Array {
  const { sampleRate, durations } = sound;
  const samples = durations.reduce((sum, duration) => sum + duration, 0);
  const ms = Math.round((samples / sampleRate) * 1000);
  const mvhd = box(
    "mvhd",
    u32(0, 0, 0, 1000, ms, 0x00010000),
    u16(0x0100, 0),
    u32(0, 0),
    MATRIX,
    u32(0, 0, 0, 0, 0, 0, 2),
  );
  const tkhd = box("tkhd", u32(7, 0, 0, 1, 0, ms, 0, 0), u16(0, 0, 0x0100, 0), MATRIX, u32(0, 0));
  const mdhd = box("mdhd", u32(0, 0, 0, sampleRate, samples), u16(0x55c4, 0));
  const hdlr = box("hdlr", u32(0, 0), text("soun"), u32(0, 0, 0), text("Voice\0"));
  const smhd = box("smhd", u32(0), u16(0, 0));
  const dinf = box("dinf", box("dref", u32(0, 1), box("url ", u32(1))));
  const minf = box("minf", smhd, dinf, stbl(sound, offset));
  return box("moov", mvhd, box("trak", tkhd, box("mdia", mdhd, hdlr, minf)));
}

function stbl(sound: EncodedSound, offset: number): Uint8Array {
  const { packets } = sound;
  const runs = runsOf(sound.durations);
  return box(
    "stbl",
    box("stsd", u32(0, 1), sampleEntry(sound)),
    box("stts", u32(0, runs.length, ...runs.flatMap(({ count, value }) => [count, value]))),
    // All packets in one chunk.
    box("stsc", u32(0, 1, 1, packets.length, 1)),
    box("stsz", u32(0, 0, packets.length, ...packets.map((packet) => packet.length))),
    box("stco", u32(0, 1, offset)),
  );
}

function sampleEntry({ codec, sampleRate, description }: EncodedSound): Uint8Array {
  const common = [u32(0), u16(0, 1), u32(0, 0), u16(1, 16, 0, 0), u32(sampleRate * 0x10000)];
  if (codec === "opus") {
    // Little-endian in OpusHead, big-endian here (RFC 7845, section 5.1).
    const preSkip =
      description === null ? 312 : (description[10] ?? 0) | ((description[11] ?? 0) << 8);
    const dops = box("dOps", u8(0, 1), u16(preSkip), u32(sampleRate), u16(0), u8(0));
    return box("Opus", ...common, dops);
  }
  const config = description ?? audioSpecificConfig(sampleRate);
  const decoder = descriptor(
    4,
    u8(0x40, 0x15, 0, 0, 0),
    u32(BITS_PER_SECOND, BITS_PER_SECOND),
    descriptor(5, config),
  );
  const esds = box("esds", u32(0), descriptor(3, u16(0), u8(0), decoder, descriptor(6, u8(2))));
  return box("mp4a", ...common, esds);
}

/** AAC-LC, one channel. */
function audioSpecificConfig(sampleRate: number): Uint8Array {
  const rates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000];
  const index = Math.max(0, rates.indexOf(sampleRate));
  return u8((2 << 3) | (index >> 1), ((index & 1) << 7) | (1 << 3));
}

function runsOf(values: readonly number[]): { count: number; value: number }[] {
  const runs: { count: number; value: number }[] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.value === value) last.count += 1;
    else runs.push({ count: 1, value });
  }
  return runs;
}

function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return joined([u32(length), text(type), ...parts]);
}

/** Of MPEG-4 part 1; none of ours is longer than a byte can say. */
function descriptor(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return joined([u8(tag, length), ...parts]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function u8(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

function u16(...values: number[]): Uint8Array {
  return u8(...values.flatMap((value) => [value >>> 8, value & 0xff]));
}

function u32(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value);
  return bytes;
}

function text(value: string): Uint8Array {
  return Uint8Array.from(value, (char) => char.charCodeAt(0));
}

const MATRIX = u32(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000);
