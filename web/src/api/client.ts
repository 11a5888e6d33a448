/**
 * One function for every REST request: adds what the server wants, turns every failure into a
 * `FailureError`, and renews an expired token once. Features wrap it, a file per request.
 */
import { isCrossOrigin, serverUrl } from "@/lib/env";
import { serverClock } from "@/lib/serverClock";
import { FailureError, type Failure } from "./failure";
import type { Problem } from "./types";

/** Who knows the access token; `realtime/tokens.ts` in the app. */
export interface AccessTokens {
  /** `null` when nobody is signed in, or the page has not yet got a token. */
  current(): string | null;
  /** Gets a token other than `rejected`. Throws `FailureError`. */
  renew(rejected: string | null): Promise<string>;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as `multipart/form-data`, instead of `body`. */
  form?: FormData;
  /** Entries without a value are left out. */
  query?: Record<string, string | number | boolean | null | undefined>;
  signal?: AbortSignal;
  /** 20 s by default. */
  timeoutMs?: number;
  /** For the *open* paths: without a token. */
  open?: boolean;
  /** Instead of the account's own: a guest's pass. */
  token?: string;
}

let accessTokens: AccessTokens | null = null;

/** Called once, when the page starts. */
export function provideAccessTokens(tokens: AccessTokens): void {
  accessTokens = tokens;
}

/**
 * Asks the server. `path` begins with `/api` or `/health`; `T` is the shape of the answer,
 * `undefined` for 204. Throws `FailureError` and nothing else.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  if (options.open === true || options.token !== undefined)
    return parse<T>(await send(path, options, options.token ?? null));
  return withToken(async (token) => parse<T>(await send(path, options, token)));
}

/** Tries with the access token, and once more with another one if the server wants that. */
export async function withToken<T>(attempt: (token: string | null) => Promise<T>): Promise<T> {
  const token = accessTokens?.current() ?? (await accessTokens?.renew(null)) ?? null;
  try {
    return await attempt(token);
  } catch (caught) {
    if (!(caught instanceof FailureError) || !wantsNewToken(caught.failure)) throw caught;
    if (accessTokens === null) throw caught;
    return attempt(await accessTokens.renew(token));
  }
}

function wantsNewToken(failure: Failure): boolean {
  return (
    failure.kind === "problem" &&
    failure.status === 401 &&
    (failure.code === "token_expired" || failure.code === "unauthenticated")
  );
}

async function send(
  path: string,
  options: RequestOptions,
  token: string | null,
): Promise<Response> {
  const headers = new Headers({ Accept: "application/json", "X-Zvonilka-Client": "web" });
  // In which the server writes to people.
  const language = globalThis.document?.documentElement.lang ?? "";
  if (language !== "") headers.set("Accept-Language", language);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 20_000);
  const signal =
    options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
  try {
    const response = await fetch(serverUrl(path) + queryString(options.query), {
      method: options.method ?? "GET",
      headers,
      credentials: isCrossOrigin ? "include" : "same-origin",
      signal,
      ...bodyOf(options),
    });
    serverClock.learnFromDateHeader(response.headers.get("Date"));
    return response;
  } catch {
    throw new FailureError({ kind: options.signal?.aborted === true ? "aborted" : "network" });
  }
}

/** The browser itself names the type and the boundary of a form. */
function bodyOf({ body, form }: RequestOptions): { body?: BodyInit } {
  if (form !== undefined) return { body: form };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

async function parse<T>(response: Response): Promise<T> {
  if (!response.ok) throw new FailureError(await failureOf(response));
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new FailureError({ kind: "malformed", status: response.status });
  }
}

/** What a refusal says; for answers that did not come through `request`. */
export async function failureOf(response: Response): Promise<Failure> {
  const problem = await problemOf(response);
  if (problem === null) {
    // A gateway in front of a server that is down answers in its own words.
    return response.status === 502 || response.status === 504
      ? { kind: "network" }
      : { kind: "malformed", status: response.status };
  }
  const retryAfterMs = retryAfter(response.headers.get("Retry-After"));
  return {
    kind: "problem",
    status: response.status,
    code: problem.code,
    ...(problem.errors == null ? {} : { errors: problem.errors }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json();
    const isProblem =
      typeof body === "object" && body !== null && "code" in body && typeof body.code === "string";
    return isProblem ? (body as Problem) : null;
  } catch {
    return null;
  }
}

/** Seconds or a date, RFC 9110 section 10.2.3. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - serverClock.now());
}

function queryString(query: RequestOptions["query"]): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value != null) params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}
