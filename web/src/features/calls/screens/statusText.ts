import type { TFunction } from "i18next";

import type { CallOutcome, CallPhase } from "../live/phase";
import type { CallView } from "../live/callSession";

/** What is true at this moment, in words. `null` where the timer runs instead. */
export function statusText(view: CallView, t: TFunction<"calls">): string | null {
  const { phase } = view;
  switch (phase.name) {
    case "preparing":
      return phase.step === "asking" ? t("status.waitingForBrowser") : "";
    case "outgoing":
      return outgoingText(phase, t);
    case "incoming":
      return view.kind === "video" ? t("status.incomingVideo") : t("status.incomingAudio");
    case "connecting":
      return t("status.connecting");
    case "connected":
      return null;
    case "reconnecting":
      return phase.whose === "mine" ? t("status.reconnectingMine") : t("status.reconnectingTheirs");
    case "ended":
      return outcomeText(phase.outcome, t);
  }
}

function outgoingText(
  phase: Extract<CallPhase, { name: "outgoing" }>,
  t: TFunction<"calls">,
): string {
  switch (phase.stage) {
    case "connecting":
      return t("status.connecting");
    case "ringing":
      return phase.devices > 1
        ? t("status.ringingOn", { count: phase.devices })
        : t("status.ringing");
    case "unavailable":
      return t("status.unavailable");
  }
}

export function outcomeText(outcome: CallOutcome, t: TFunction<"calls">): string {
  switch (outcome.kind) {
    case "finished":
      return outcome.lost ? t("ended.lost") : t("ended.finished");
    case "noAnswer":
      return t("ended.noAnswer");
    case "missed":
      return t("ended.missed");
    case "declined":
      return t("ended.declined");
    case "busy":
      return t("ended.busy");
    case "failed":
      return t("ended.failed");
    case "notStarted":
      return t("ended.notStarted");
    case "left":
    case "takenElsewhere":
      return t("ended.finished");
  }
}
