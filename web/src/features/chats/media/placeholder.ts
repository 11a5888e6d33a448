import { thumbHashToDataURL } from "thumbhash";

/** The blurred picture (ThumbHash, base64) to show until the real one is there. */
export function placeholderUrl(placeholder: string | null): string | null {
  if (placeholder === null) return null;
  try {
    return thumbHashToDataURL(Uint8Array.from(atob(placeholder), (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}
