/** The files of the built page, kept so that it opens without a network, and whole: never a mixture of versions. */
declare const self: ServiceWorkerGlobalScope;

/** Put in by the build (`scripts/serviceWorker.ts`): the files, and a digest of them. */
declare const __PAGE_FILES__: readonly string[];
declare const __PAGE_VERSION__: string;

const FILES: ReadonlySet<string> = new Set(__PAGE_FILES__);

const PREFIX = "zvonilka-page-";
const CACHE = PREFIX + __PAGE_VERSION__;
/** What every address of the page shows. */
const PAGE = "/index.html";
/** Addresses that are the server's own and no screens. */
const OF_THE_SERVER = /^\/(api|api-docs|health|metrics|trust|ws)(\/|$)/;
/** The version before stays for pages that still run it. */
const VERSIONS_KEPT = 2;
/** Files fetched at once: the person is using the page meanwhile. */
const AT_ONCE = 4;

/** Fetches all files of this version. When one fails the version is not installed, and tried again later. */
export async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  const missing = [...FILES];
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (let file = missing.shift(); file !== undefined; file = missing.shift()) {
      await fetchInto(cache, file);
    }
  });
  await Promise.all(workers);
}

async function fetchInto(cache: Cache, file: string): Promise<void> {
  // A name with a digest in it means the same in every version.
  const known = file.startsWith("/assets/") ? await caches.match(file) : undefined;
  if (known !== undefined) {
    await cache.put(file, known);
    return;
  }
  const fresh = file.startsWith("/assets/") ? "default" : "reload";
  const response = await fetch(new Request(file, { cache: fresh, credentials: "same-origin" }));
  if (!response.ok || response.redirected) throw new Error(`${file}: ${String(response.status)}`);
  await cache.put(file, response);
}

/** Forgets all versions but the newest ones. */
export async function tidyUp(): Promise<void> {
  const versions = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const older = versions.filter((name) => name !== CACHE);
  const kept = new Set(older.slice(-(VERSIONS_KEPT - 1)));
  await Promise.all(older.filter((name) => !kept.has(name)).map((name) => caches.delete(name)));
}

/** The answer to a request of the page, or `null` when it is for the server. */
export function answer(request: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (OF_THE_SERVER.test(pathname)) return null;
  if (request.mode === "navigate") return own(PAGE, request);
  if (pathname.startsWith("/assets/") || FILES.has(pathname)) {
    return own(pathname, request);
  }
  return null;
}

/** A file of this version, of the one before, or from the server. */
async function own(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? (await caches.match(file)) ?? fetch(request);
}
