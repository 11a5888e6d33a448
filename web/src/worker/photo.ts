/** The picture of whom a notification is from. It is nobody else's to see, so only this device can fetch it. */

/** How long a notification waits for its picture: a call must ring at once. */
const PATIENCE_MS = 1_500;
/** Bytes at most; the small form of a photo has some 10 KB. */
const LARGEST = 100_000;

/** The small form of a photo as a `data:` address, which browsers show without asking again; null when it cannot be had. */
export async function photoOf(fileId: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/files/${encodeURIComponent(fileId)}/thumbnail`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const bytes = answer.ok ? await answer.blob() : null;
    if (bytes === null || bytes.size > LARGEST || !bytes.type.startsWith("image/")) return null;
    return `data:${bytes.type};base64,${base64(new Uint8Array(await bytes.arrayBuffer()))}`;
  } catch {
    // Without a network, or too slow.
    return null;
  }
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
