import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { isTalking } from "../live/phase";
import { CallTimer } from "./CallTimer";
import { statusText } from "./statusText";

export interface CallStatusProps {
  call: CallView;
}

/** The timer while all is well, else what is going on. */
export function CallStatus({ call }: CallStatusProps) {
  const { t } = useTranslation("calls");
  if (isTalking(call.phase) && call.held) return t("hold.mine");
  if (isTalking(call.phase) && call.remote.held) return t("hold.theirs");
  if (call.phase.name === "connected" && call.answeredAtMs !== null) {
    return <CallTimer sinceMs={call.answeredAtMs} />;
  }
  return statusText(call, t);
}
