/**
 * Why a request did not give an answer: one union for REST and the socket, switched on by `kind`
 * and, for refusals of the server, by `code`. Texts for people are in `failureText.ts`.
 */

export type Failure =
  /** The server refused. `errors` holds sentences per field, `retryAfterMs` when to try again. */
  | {
      kind: "problem";
      /** 0 when the refusal came over the socket, which has no status. */
      status: number;
      code: string;
      errors?: Record<string, string[]>;
      retryAfterMs?: number;
    }
  /** No answer: offline, refused, cut, or too slow. */
  | { kind: "network" }
  /** An answer that is not ours: a proxy's error page, a broken body. */
  | { kind: "malformed"; status: number }
  /** We gave up ourselves (navigation, unmounting). */
  | { kind: "aborted" }
  /** This device has no room to keep a file until it is sent. */
  | { kind: "deviceFull" }
  /** A file that waited to be sent is no longer kept on this device. */
  | { kind: "fileGone" };

/** What `request` and the socket throw; carries nothing but the failure. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind === "problem" ? `problem: ${failure.code}` : failure.kind);
    this.name = "FailureError";
    this.failure = failure;
  }
}

/** Narrows what a `catch` got. Anything that is not ours is a bug and is thrown on. */
export function toFailure(caught: unknown): Failure {
  if (caught instanceof FailureError) return caught.failure;
  throw caught;
}

/** Whether trying the same thing later can succeed. */
export function isTransient(failure: Failure): boolean {
  switch (failure.kind) {
    case "network":
    case "malformed":
      return true;
    case "aborted":
    case "deviceFull":
    case "fileGone":
      return false;
    case "problem":
      return failure.status >= 500 || failure.status === 429 || TRANSIENT_CODES.has(failure.code);
  }
}

const TRANSIENT_CODES = new Set([
  "too_many_requests",
  "unavailable",
  "internal",
  "unauthenticated",
  "token_expired",
]);
