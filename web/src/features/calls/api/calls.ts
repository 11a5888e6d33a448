import { request } from "@/api/client";
import type { Call, CallId, List } from "@/api/types";

export function fetchCall(callId: CallId): Promise<Call> {
  return request(`/api/calls/${callId}`);
}

/** My calls that go on, those that ring included. */
export async function fetchActiveCalls(): Promise<Call[]> {
  const { items } = await request<List<Call>>("/api/calls/active");
  return items;
}
