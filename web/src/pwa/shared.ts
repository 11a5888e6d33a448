/** The page's side of what another app shared (`worker/shared.ts`). */
import type { SharedAbout } from "@/lib/workerMessages";

const CACHE = "zvonilka-shared";
const SCREEN = "/share";

/** What waits for a chat. */
export interface Shared {
  /** What was said with it, in one piece; may be empty. */
  text: string;
  files: File[];
}

/** Looks at it; `null` when nothing was shared, or it was taken already. */
export async function readShared(): Promise<Shared | null> {
  if (!("caches" in globalThis)) return null;
  const cache = await caches.open(CACHE);
  const kept = await cache.match(SCREEN);
  if (kept === undefined) return null;
  const about = (await kept.json()) as SharedAbout;
  const files = await Promise.all(
    about.files.map(async ({ name, type, lastModified }, index) => {
      const bytes = await (await cache.match(`${SCREEN}/${index}`))?.blob();
      return bytes === undefined ? [] : [new File([bytes], name, { type, lastModified })];
    }),
  );
  return { text: textOf(about), files: files.flat() };
}

/** Puts it away: it has its chat, or nobody wants it. */
export async function forgetShared(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(CACHE);
}

/** Apps put an address where they like, some twice. */
export function textOf({ title, text, url }: Omit<SharedAbout, "files">): string {
  const lines: string[] = [];
  for (const part of [title, text, url]) {
    const line = part.trim();
    if (line !== "" && !lines.some((known) => known.includes(line))) lines.push(line);
  }
  // A title that the text begins with would be read twice.
  const [first, second] = lines;
  if (first !== undefined && second?.startsWith(first) === true) lines.shift();
  return lines.join("\n");
}
