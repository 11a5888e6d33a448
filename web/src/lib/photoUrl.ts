import { serverUrl } from "./env";

/** Up to this size on the page the small picture is sharp enough on every screen; pixels. */
const SMALL_UP_TO = 64;

/**
 * Where to load a person's or chat's photo from, as the server names it: the small picture for
 * lists, the whole one elsewhere. Pictures of this page (`blob:`) are taken as they are.
 */
export function photoUrl(avatarUrl: string | null | undefined, size: number): string | null {
  if (avatarUrl == null) return null;
  if (!avatarUrl.startsWith("/")) return avatarUrl;
  return serverUrl(size <= SMALL_UP_TO ? `${avatarUrl}/thumbnail?size=128` : avatarUrl);
}
