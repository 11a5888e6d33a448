import type { CallEvent } from "@/api/frames";
import type { CallId } from "@/api/types";

export function callIdOfEvent(event: CallEvent): CallId {
  return "call" in event.data ? event.data.call.id : event.data.callId;
}
