import { use, useEffect, useEffectEvent } from "react";
import { Navigate, useParams, useSearchParams } from "react-router";

import { useCallLauncher } from "@/hooks/callLauncher";
import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { CallHistory } from "./history/CallHistory";
import { answerWish } from "./live/answerWish";
import { LiveCallsContext, useShownCall } from "./screens/callsContext";

/** `/calls`. */
export function CallsScreen() {
  return <CallHistory />;
}

/** Where a test call leads: nobody calls, but who answers hears themselves. */
const ECHO = "echo";

/** `/call/:callId`: brings that call to the front if it goes on here; below it is the history. */
export function CallScreen() {
  const { callId } = useParams();
  return callId === ECHO ? <EchoCall /> : <GoingOn callId={callId} />;
}

function EchoCall() {
  const launcher = useCallLauncher();
  const call = useEffectEvent(() => launcher?.callEcho());
  useEffect(() => call(), []);
  return <Navigate to={paths.calls} replace />;
}

function GoingOn({ callId }: { callId: string | undefined }) {
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
