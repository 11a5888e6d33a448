/** What another app shared with this one: kept until the person has chosen the chat that it is for. */
import type { SharedAbout } from "@/lib/workerMessages";

declare const self: ServiceWorkerGlobalScope;

/** Also in `pwa/shared.ts`, which reads it. */
const CACHE = "zvonilka-shared";
const SCREEN = "/share";
/** One more than the page takes at a time, so that it says that some were left out. */
const MAX_FILES = 51;

/** The answer to the system's share sheet, or `null` when the request is another one. */
export function takeIn(request: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  const isOurs = origin === self.location.origin && pathname === SCREEN;
  return isOurs && request.method === "POST" ? keep(request) : null;
}

/** The page finds nothing where this fails, and says so. */
async function keep(request: Request): Promise<Response> {
  await caches.delete(CACHE);
  try {
    const form = await request.formData();
    const files = form
      .getAll("files")
      .filter((one) => one instanceof File)
      .slice(0, MAX_FILES);
    const word = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    const about: SharedAbout = {
      title: word("title"),
      text: word("text"),
      url: word("url"),
      files: files.map(({ name, type, lastModified }) => ({ name, type, lastModified })),
    };
    const cache = await caches.open(CACHE);
    for (const [index, file] of files.entries()) {
      await cache.put(`${SCREEN}/${index}`, new Response(file));
    }
    // Last: without it nothing was shared.
    await cache.put(SCREEN, Response.json(about));
  } catch {
    await caches.delete(CACHE);
  }
  return Response.redirect(SCREEN, 303);
}
