import { serverUrl } from "./env";

/** Lets the browser save what a path of the server answers, piece by piece and past the page's memory. */
export function saveFrom(path: string): void {
  const link = document.createElement("a");
  link.href = serverUrl(path);
  link.download = "";
  document.body.append(link);
  link.click();
  link.remove();
}
