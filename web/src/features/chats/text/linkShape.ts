/** How the card of a link is laid out. Pure. */
import type { LinkPreview } from "@/api/types";

export type CardPicture =
  | { kind: "none" }
  /** Above the words, over the card's whole width. */
  | { kind: "wide"; url: string; aspect: number }
  /** A small square beside them. */
  | { kind: "beside"; url: string };

/** Pixels that a picture needs to look well over the whole width. */
const WIDE_FROM = 280;
/** Width by height. */
const LANDSCAPE = 1.2;
const WIDEST = 2.5;

export function cardPicture(preview: LinkPreview): CardPicture {
  const { imageUrl: url, imageWidth: width, imageHeight: height } = preview;
  if (url == null) return { kind: "none" };
  if (width == null || height == null || width <= 0 || height <= 0) return { kind: "beside", url };
  const aspect = width / height;
  return width >= WIDE_FROM && aspect >= LANDSCAPE
    ? { kind: "wide", url, aspect: Math.min(aspect, WIDEST) }
    : { kind: "beside", url };
}

/** The address behind a card, if it is one that a page may lead to, and the name of its site. */
export function cardTarget(preview: LinkPreview): { href: string; site: string } | null {
  try {
    const address = new URL(preview.url);
    if (address.protocol !== "http:" && address.protocol !== "https:") return null;
    const site = preview.siteName ?? address.hostname.replace(/^www\./u, "");
    return { href: address.href, site };
  } catch {
    return null;
  }
}
