/** A small window of ours above all others (Document Picture-in-Picture), dressed like the page. */

interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

declare global {
  interface Window {
    /** Chromium on computers. */
    documentPictureInPicture?: DocumentPictureInPicture;
  }
}

const SIZE = { width: 320, height: 260 };

/** Needs a press of the person. `onClose` hears of it however it is closed. Throws when refused. */
export async function openFloatingWindow(onClose: () => void): Promise<Window> {
  const source = window.documentPictureInPicture;
  if (source === undefined) throw new Error("this browser has no floating windows");
  const opened = await source.requestWindow(SIZE);
  const from = document.documentElement;
  const to = opened.document.documentElement;
  for (const { name, value } of from.attributes) to.setAttribute(name, value);
  for (const sheet of document.querySelectorAll('style, link[rel="stylesheet"]')) {
    opened.document.head.append(sheet.cloneNode(true));
  }
  opened.document.title = document.title;
  opened.addEventListener("pagehide", onClose, { once: true });
  return opened;
}
