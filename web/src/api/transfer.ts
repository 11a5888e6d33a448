/**
 * Bytes to the server with progress, which `fetch` cannot tell. One request each; when to repeat
 * is for whoever asks.
 */
import { isCrossOrigin, serverUrl } from "@/lib/env";
import { failureOf, withToken } from "./client";
import { FailureError } from "./failure";

export interface TransferRequest {
  method: "POST" | "PUT" | "PATCH" | "HEAD" | "GET" | "DELETE";
  /** Begins with `/api`. */
  path: string;
  headers?: Record<string, string>;
  body?: Blob | FormData;
  signal?: AbortSignal;
  /** Bytes of the body that have left this device. */
  onProgress?: (sentBytes: number) => void;
}

/** Answers only with 2xx. Throws `FailureError` and nothing else. */
export type Transfer = (request: TransferRequest) => Promise<Response>;

/** A line on which nothing moves for so long is dead. */
const STALLED_MS = 30_000;

export const transfer: Transfer = (request) => withToken((token) => sendOnce(request, token));

async function sendOnce(request: TransferRequest, token: string | null): Promise<Response> {
  const response = await exchange(request, token);
  if (response.ok) return response;
  throw new FailureError(await failureOf(response));
}

function exchange(request: TransferRequest, token: string | null): Promise<Response> {
  const { method, path, headers, body, signal, onProgress } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new FailureError({ kind: "aborted" }));
      return;
    }
    const xhr = new XMLHttpRequest();
    xhr.open(method, serverUrl(path));
    xhr.withCredentials = isCrossOrigin;
    xhr.setRequestHeader("Accept", "application/json");
    xhr.setRequestHeader("X-Zvonilka-Client", "web");
    if (token !== null) xhr.setRequestHeader("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers ?? {})) xhr.setRequestHeader(name, value);

    let stall = 0;
    const isAlive = (): void => {
      clearTimeout(stall);
      stall = window.setTimeout(() => xhr.abort(), STALLED_MS);
    };
    const abort = (): void => xhr.abort();
    const settle = (): void => {
      clearTimeout(stall);
      signal?.removeEventListener("abort", abort);
    };
    isAlive();
    signal?.addEventListener("abort", abort);
    xhr.upload.onprogress = (event) => {
      isAlive();
      onProgress?.(event.loaded);
    };
    xhr.onprogress = isAlive;
    xhr.onload = () => {
      settle();
      resolve(answerOf(xhr));
    };
    xhr.onerror = () => {
      settle();
      reject(new FailureError({ kind: "network" }));
    };
    xhr.onabort = () => {
      settle();
      reject(new FailureError({ kind: signal?.aborted === true ? "aborted" : "network" }));
    };
    xhr.send(body ?? null);
  });
}

function answerOf(xhr: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of xhr.getAllResponseHeaders().split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const hasNoBody = xhr.status === 204 || xhr.status === 205 || xhr.status === 304;
  return new Response(hasNoBody ? null : xhr.responseText, { status: xhr.status, headers });
}
