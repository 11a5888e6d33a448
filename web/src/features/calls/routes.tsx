import { useEffect } from "react";
import { Navigate, useParams } from "react-router";

import { paths } from "@/lib/paths";
import { CallHistory } from "./history/CallHistory";
import { useLiveCalls, useLiveCallsView } from "./screens/callsContext";

/** `/calls`. */
export function CallsScreen() {
  return <CallHistory />;
}

/** `/call/:callId`: brings that call to the front if it goes on here; below it is the history. */
export function CallScreen() {
  const { callId } = useParams();
  const calls = useLiveCalls();
  const { call } = useLiveCallsView();
  const isHere = callId !== undefined && call?.callId === callId;
  useEffect(() => {
    if (isHere) calls.setMinimised(false);
  }, [calls, isHere]);
  return <Navigate to={paths.calls} replace />;
}
