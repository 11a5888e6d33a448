/** Reads a ZIP archive of a few megabytes: its directory, and what it says of each entry. */
import assert from "node:assert/strict";
import { crc32, inflateRawSync } from "node:zlib";

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const END_BYTES = 22;

/** The entries by name, each checked against its checksum. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.length - END_BYTES;
  assert.equal(archive.readUInt32LE(end), END, "the archive has an end");
  const entries = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(archive.readUInt32LE(at), CENTRAL);
    const method = archive.readUInt16LE(at + 10);
    const checksum = archive.readUInt32LE(at + 16);
    const packed = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const place = archive.readUInt32LE(at + 42);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const start = place + 30 + archive.readUInt16LE(place + 26) + archive.readUInt16LE(place + 28);
    const bytes = archive.subarray(start, start + packed);
    const content = method === 0 ? bytes : inflateRawSync(bytes);
    assert.equal(crc32(content), checksum, name);
    entries.set(name, content);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}
