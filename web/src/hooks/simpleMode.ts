/** My simple mode: a page of a few large photos, and who of my callers is answered without a touch. */
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { request } from "@/api/client";
import type { SimpleMode, UserId } from "@/api/types";
import { recallSimpleMode, rememberSimpleMode } from "./rememberedSimpleMode";
import { useMessenger } from "./messengerContext";
import { useMe } from "./session";

/** Of everything about simple mode. */
export const SIMPLE_KEY = ["simpleMode"] as const;

/** `GET /simple-mode`. */
export function simpleModeQuery(myId: UserId) {
  return queryOptions({
    queryKey: [...SIMPLE_KEY, "mine"],
    queryFn: async ({ signal }) => {
      const mode = await request<SimpleMode>("/api/simple-mode", { signal });
      rememberSimpleMode(myId, mode);
      return mode;
    },
    // Every change is told over the socket.
    staleTime: 5 * 60_000,
  });
}

/** `undefined` until it is known, be it from what this device remembers. */
export function useSimpleMode(): SimpleMode | undefined {
  const me = useMe();
  const recalled = recallSimpleMode(me.id);
  const known = recalled === undefined ? {} : { initialData: recalled, initialDataUpdatedAt: 0 };
  return useQuery({ ...simpleModeQuery(me.id), ...known }).data;
}

export function useIsSimple(): boolean {
  return useSimpleMode()?.enabled === true;
}

/** Reads again what the socket says has changed, and all after a cut. */
export function useSimpleModeEvents(): void {
  const messenger = useMessenger();
  const queries = useQueryClient();
  useEffect(() => {
    const readAgain = () => void queries.invalidateQueries({ queryKey: SIMPLE_KEY });
    const stops = [
      messenger.socket.onSimpleModeChanged(readAgain),
      messenger.socket.onOnline(readAgain),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [messenger, queries]);
}
