import { use, useEffect } from "react";
import { Navigate, useParams } from "react-router";

import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { CallHistory } from "./history/CallHistory";
import { LiveCallsContext, useShownCall } from "./screens/callsContext";

/** `/calls`. */
export function CallsScreen() {
  return <CallHistory />;
}

/** `/call/:callId`: brings that call to the front if it goes on here; below it is the history. */
export function CallScreen() {
  const { callId } = useParams();
  const calls = use(LiveCallsContext);
  const call = useShownCall();
  const isHere = callId !== undefined && call?.callId === callId;
  useEffect(() => {
    if (isHere) calls?.setMinimised(false);
  }, [calls, isHere]);
  return calls === null ? <BootScreen /> : <Navigate to={paths.calls} replace />;
}
