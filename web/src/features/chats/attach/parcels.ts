/** How chosen files become messages: pictures together, everything else together, ten at most. Pure. */
import type { OutgoingFile } from "@/realtime/outbox";

export const FILES_IN_MESSAGE = 10;
/** More at a time would rather be an archive. */
export const MAX_CHOSEN = 50;

export function parcels(files: readonly OutgoingFile[]): OutgoingFile[][] {
  const isVisual = (file: OutgoingFile): boolean => /^(image|video)\//.test(file.mime);
  return [files.filter(isVisual), files.filter((file) => !isVisual(file))].flatMap(inTens);
}

function inTens(files: OutgoingFile[]): OutgoingFile[][] {
  const tens: OutgoingFile[][] = [];
  for (let at = 0; at < files.length; at += FILES_IN_MESSAGE) {
    tens.push(files.slice(at, at + FILES_IN_MESSAGE));
  }
  return tens;
}
