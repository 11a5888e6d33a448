/** A sound for the fake microphone: whoever hears 440 Hz on the other side heard *this* microphone. */
import { writeFile } from "node:fs/promises";

const SAMPLE_RATE = 48_000;
const FREQUENCY = 440;
const SECONDS = 2;
const AMPLITUDE = 0.4;

/** Writes a mono 16-bit WAV file with a steady tone. */
export async function writeTone(file: string): Promise<void> {
  const samples = SAMPLE_RATE * SECONDS;
  const data = Buffer.alloc(samples * 2);
  for (let n = 0; n < samples; n++) {
    const value = Math.sin((2 * Math.PI * FREQUENCY * n) / SAMPLE_RATE) * AMPLITUDE;
    data.writeInt16LE(Math.round(value * 0x7fff), n * 2);
  }
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  await writeFile(file, Buffer.concat([header, data]));
}
