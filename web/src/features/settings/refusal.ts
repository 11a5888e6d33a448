import { FailureError } from "@/api/failure";

/** The code of the server's refusal; `null` when it was none. */
export function refusalOf(caught: unknown): string | null {
  return caught instanceof FailureError && caught.failure.kind === "problem"
    ? caught.failure.code
    : null;
}
