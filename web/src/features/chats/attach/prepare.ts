/**
 * Makes files fit to be sent: photos smaller, videos with a first picture, sounds with a length. What
 * this browser cannot read goes as it is.
 */
import type { OutgoingFile } from "@/realtime/outbox";
import { baseType } from "../media/shownFile";
import { outputSize, staysAsItIs } from "./photoRules";

const JPEG_QUALITY = 0.85;
const POSTER_SIDE = 1280;
/** A video that shows nothing for so long goes without a picture. */
const POSTER_PATIENCE_MS = 8_000;

/** `compressed`: photos may lose what nobody sees. */
export async function prepareFile(
  file: File,
  how: "compressed" | "original",
): Promise<OutgoingFile> {
  const type = baseType(file.type);
  const plain: OutgoingFile = {
    blob: file,
    name: file.name === "" ? "file" : file.name,
    mime: type === "" ? "application/octet-stream" : type,
  };
  if (type.startsWith("image/") && type !== "image/svg+xml") return preparePhoto(file, plain, how);
  if (type.startsWith("video/")) return { ...plain, ...(await lookAtVideo(file)) };
  if (type.startsWith("audio/")) return { ...plain, ...(await lookAtSound(file)) };
  return plain;
}

async function preparePhoto(
  file: File,
  plain: OutgoingFile,
  how: "compressed" | "original",
): Promise<OutgoingFile> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const size = { width: image.naturalWidth, height: image.naturalHeight };
    // A drawing without a size of its own.
    if (size.width === 0 || size.height === 0) return plain;
    if (how === "original" || staysAsItIs({ ...size, mime: plain.mime, bytes: file.size })) {
      return { ...plain, ...size };
    }
    const target = outputSize(size);
    const blob = await drawn(image, target);
    if (blob === null || (blob.size >= file.size && target.width === size.width)) {
      return { ...plain, ...size };
    }
    return { blob, name: jpegName(plain.name), mime: "image/jpeg", ...target };
  } catch {
    // A kind of picture that this browser does not know: the other side may.
    return plain;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function lookAtVideo(file: File): Promise<Partial<OutgoingFile>> {
  const url = URL.createObjectURL(file);
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  try {
    video.src = url;
    await happens(video, "loadeddata");
    const { videoWidth: width, videoHeight: height, duration } = video;
    const facts: Partial<OutgoingFile> = {
      ...(width > 0 && height > 0 ? { width, height } : {}),
      ...(Number.isFinite(duration) ? { durationMs: Math.round(duration * 1000) } : {}),
    };
    if (width === 0 || height === 0) return facts;
    // The very first picture is often black.
    const seeked = happens(video, "seeked");
    video.currentTime = Number.isFinite(duration) ? Math.min(0.5, duration / 2) : 0;
    await seeked;
    const poster = await drawn(video, outputSize({ width, height }, POSTER_SIDE));
    return poster === null ? facts : { ...facts, poster };
  } catch {
    return {};
  } finally {
    video.removeAttribute("src");
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function lookAtSound(file: File): Promise<Partial<OutgoingFile>> {
  const url = URL.createObjectURL(file);
  const audio = new Audio();
  audio.preload = "metadata";
  try {
    audio.src = url;
    await happens(audio, "loadedmetadata");
    return Number.isFinite(audio.duration) ? { durationMs: Math.round(audio.duration * 1000) } : {};
  } catch {
    return {};
  } finally {
    audio.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

function happens(element: HTMLMediaElement, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("nothing to see")), POSTER_PATIENCE_MS);
    const settle = (end: () => void) => () => {
      clearTimeout(timer);
      end();
    };
    element.addEventListener(name, settle(resolve), { once: true });
    element.addEventListener(
      "error",
      settle(() => reject(new Error("this browser cannot read it"))),
      { once: true },
    );
  });
}

function drawn(
  source: HTMLImageElement | HTMLVideoElement,
  { width, height }: { width: number; height: number },
): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) return Promise.resolve(null);
  // What is transparent would become black.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
}

function jpegName(name: string): string {
  return `${name.replace(/\.[^.]*$/, "")}.jpg`;
}
