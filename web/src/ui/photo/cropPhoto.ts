/** Cuts the chosen square out of a picture, in the browser: what is cut off never leaves the device. */

export interface CropArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The server keeps photos of people and groups at this edge; more would only be sent to be thrown away. */
export const PHOTO_EDGE = 640;
const JPEG_QUALITY = 0.9;

/** How large the cut photo becomes: never larger than what was cut. Pixels. */
export function photoEdge(area: CropArea): number {
  return Math.max(1, Math.min(PHOTO_EDGE, Math.round(Math.min(area.width, area.height))));
}

/** `url` of a picture the browser can show; `area` in its own pixels. Rejects when it cannot be decoded. */
export async function cropPhoto(url: string, area: CropArea): Promise<Blob> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const edge = photoEdge(area);
  const canvas = document.createElement("canvas");
  canvas.width = edge;
  canvas.height = edge;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  // JPEG knows no transparency: it would turn black.
  context.fillStyle = "white";
  context.fillRect(0, 0, edge, edge);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, area.x, area.y, area.width, area.height, 0, 0, edge, edge);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)),
      "image/jpeg",
      JPEG_QUALITY,
    );
  });
}
