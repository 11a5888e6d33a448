/** The echo contact, from any screen: whoever calls it hears themselves. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { request } from "@/api/client";
import type { IceServers } from "@/api/types";
import { useCallLauncher } from "./callLauncher";

const echoQuery = queryOptions({
  queryKey: ["calls", "echoContact"],
  queryFn: ({ signal }) => request<IceServers>("/api/calls/ice-servers", { signal }),
  select: ({ echo }) => echo === true,
  // It changes only when the server is set up anew.
  staleTime: 60 * 60_000,
});

/** Calls it; `null` where it does not answer, and while a call goes on: then show no button. */
export function useEchoContact(): (() => void) | null {
  const launcher = useCallLauncher();
  const answers = useQuery(echoQuery).data === true;
  return launcher !== null && launcher.current === null && answers ? launcher.callEcho : null;
}
