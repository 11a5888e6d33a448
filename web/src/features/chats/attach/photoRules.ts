/** Which photos are made smaller before they are sent, and how small. Pure. */

/** The longer side of a photo that was not sent as a file; pixels. */
export const PHOTO_SIDE = 2560;
/** Below these a photo is light enough as it is; bytes. */
const LIGHT_PHOTO = 1_500_000;
/** Screenshots lose their sharp letters as JPEG. */
const LIGHT_DRAWING = 1_000_000;

export interface Size {
  width: number;
  height: number;
}

export function staysAsItIs(photo: Size & { mime: string; bytes: number }): boolean {
  // Moving pictures would stand still.
  if (photo.mime === "image/gif") return true;
  if (Math.max(photo.width, photo.height) > PHOTO_SIDE) return false;
  switch (photo.mime) {
    case "image/jpeg":
    case "image/webp":
    case "image/avif":
      return photo.bytes <= LIGHT_PHOTO;
    case "image/png":
      return photo.bytes <= LIGHT_DRAWING;
    default:
      return false;
  }
}

/** The same shape with the longer side at most `side`. */
export function outputSize({ width, height }: Size, side = PHOTO_SIDE): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
