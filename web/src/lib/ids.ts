/** Random ids. `getRandomValues` works on pages without TLS too, where `randomUUID` is missing. */

/** 22 characters of `[A-Za-z0-9_-]`, 128 random bits. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
