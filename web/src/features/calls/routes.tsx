import { use, useEffect } from "react";
import { Navigate, useParams, useSearchParams } from "react-router";

import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { CallHistory } from "./history/CallHistory";
import { answerWish } from "./live/answerWish";
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
  const [query] = useSearchParams();
  const isToAnswer = query.has("answer");
  useEffect(() => {
    if (isToAnswer && callId !== undefined) answerWish.make(callId);
  }, [callId, isToAnswer]);
  useEffect(() => {
    if (isHere) calls?.setMinimised(false);
  }, [calls, isHere]);
  return calls === null ? <BootScreen /> : <Navigate to={paths.calls} replace />;
}
