import { describe, expect, it } from "vitest";

import { mp4File, type EncodedSound } from "./mp4";

interface Box {
  type: string;
  start: number;
  body: Uint8Array;
}

function boxes(bytes: Uint8Array, from = 0): Box[] {
  const found: Box[] = [];
  for (let at = from; at < bytes.length;) {
    const size = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    found.push({ type, start: at, body: bytes.subarray(at + 8, at + size) });
    expect(size).toBeGreaterThanOrEqual(8);
    at += size;
  }
  return found;
}

function find(bytes: Uint8Array, ...path: string[]): Uint8Array {
  return path.reduce((inside, type) => boxes(inside).find((one) => one.type === type)!.body, bytes);
}

const numbers = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length >> 2 }, (_, index) => view.getUint32(index * 4));
};

const STBL = ["moov", "trak", "mdia", "minf", "stbl"];
const sound: EncodedSound = {
  codec: "opus",
  sampleRate: 48_000,
  packets: [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5), Uint8Array.of(6)],
  durations: [960, 960, 480],
  description: null,
};

async function bytesOf(change: Partial<EncodedSound> = {}): Promise<Uint8Array> {
  return new Uint8Array(await mp4File({ ...sound, ...change }).arrayBuffer());
}

describe("an MP4 file of sound", () => {
  it("has its index in front, which points at the sound", async () => {
    const bytes = await bytesOf();
    expect(boxes(bytes).map((one) => one.type)).toEqual(["ftyp", "moov", "mdat"]);
    const [, , offset = 0] = numbers(find(bytes, ...STBL, "stco"));
    expect([...bytes.subarray(offset, offset + 6)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbers(find(bytes, ...STBL, "stsz"))).toEqual([0, 0, 3, 3, 2, 1]);
  });

  it("says how long it is", async () => {
    const bytes = await bytesOf();
    expect(numbers(find(bytes, "moov", "mvhd")).slice(3, 5)).toEqual([1000, 50]);
    expect(numbers(find(bytes, "moov", "trak", "mdia", "mdhd")).slice(3, 5)).toEqual([
      48_000, 2400,
    ]);
    expect(numbers(find(bytes, ...STBL, "stts"))).toEqual([0, 2, 2, 960, 1, 480]);
  });

  it("tells the decoder what the encoder said", async () => {
    const head = new Uint8Array(19);
    head[10] = 0x01;
    head[11] = 0x02;
    const opus = find(await bytesOf({ description: head }), ...STBL, "stsd");
    const text = String.fromCharCode(...opus);
    const dops = text.indexOf("dOps") + 4;
    expect([...opus.subarray(dops, dops + 4)]).toEqual([0, 1, 0x02, 0x01]);

    const config = Uint8Array.of(0x11, 0x88);
    const aac = find(await bytesOf({ codec: "aac", description: config }), ...STBL, "stsd");
    expect(String.fromCharCode(...aac)).toContain("mp4a");
    expect(String.fromCharCode(...aac)).toContain("\x05\x02\x11\x88");
  });
});
