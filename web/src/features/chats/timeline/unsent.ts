/** Why a message of mine was not sent: which part of it, so that the sentence can say what to do. */
import type { PendingMessage } from "@/realtime/state";

export type Unsent =
  /** The failure's own words say it all. */
  | { what: "message" }
  /** The failure is about this file. */
  | { what: "file"; name: string }
  /** The server cannot take the file as it was announced. */
  | { what: "badFile"; name: string }
  /** The server does not know these files any more. */
  | { what: "files"; names: readonly string[] }
  | { what: "voice" | "replyTo" | "forwardOf" | "text" | "other" };

/** The parts of a message that the server names when it refuses one. */
const FIELDS = ["replyTo", "forwardOf", "text"] as const;

export function unsentOf({ status, attachments = [] }: PendingMessage): Unsent {
  if (status.phase !== "failed") return { what: "message" };
  const { failure, localId } = status;
  const isInvalid = failure.kind === "problem" && failure.code === "validation_failed";
  const name = attachments.find((one) => one.localId === localId)?.name;
  if (name !== undefined) return { what: isInvalid ? "badFile" : "file", name };
  if (!isInvalid) return { what: "message" };
  const errors = failure.errors ?? {};
  if ("kind" in errors) return { what: "voice" };
  if ("attachments" in errors) return { what: "files", names: attachments.map((one) => one.name) };
  return { what: FIELDS.find((field) => field in errors) ?? "other" };
}
