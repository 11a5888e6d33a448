/** Where the server is. The page usually comes from it; `VITE_SERVER_URL` names another origin. */

const configured = import.meta.env["VITE_SERVER_URL"] as string | undefined;

/** Without a trailing slash; the page's own origin unless configured. */
export const serverOrigin: string = (configured ?? globalThis.location?.origin ?? "").replace(
  /\/+$/,
  "",
);

export const isCrossOrigin: boolean =
  configured !== undefined && serverOrigin !== globalThis.location?.origin;

export const mode: string = import.meta.env.MODE;

/** The absolute address of a path on the server, `/api/…` or `/health`. */
export function serverUrl(path: string): string {
  return serverOrigin + path;
}

export function socketUrl(path = "/ws"): string {
  return serverOrigin.replace(/^http/, "ws") + path;
}
