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
      return view.silence === null ? t("status.connecting") : t(SILENCE_TEXT[view.silence]);
    case "connected":
      return null;
    case "reconnecting":
      return phase.whose === "mine" ? t("status.reconnectingMine") : t("status.reconnectingTheirs");
    case "ended":
      return outcomeText(phase.outcome, t);
  }
}

const SILENCE_TEXT = {
  mine: "status.youAreNotHeard",
  theirs: "status.theyAreNotHeard",
  both: "status.nobodyIsHeard",
  away: "status.reconnectingTheirs",
} as const;

const DEVICE_TEXT = {
  phone: "status.on.phone",
  tablet: "status.on.tablet",
  computer: "status.on.computer",
} as const;

function outgoingText(
  phase: Extract<CallPhase, { name: "outgoing" }>,
  t: TFunction<"calls">,
): string {
  switch (phase.stage) {
    case "connecting":
      return t("status.connecting");
    case "delivered":
      return t("status.delivered");
    case "ringing":
      return phase.on.length === 0
        ? t("status.ringing")
        : t("status.ringingOn", { devices: phase.on.map((kind) => t(DEVICE_TEXT[kind])) });
    case "waiting":
      return t("status.ringingBeside");
    case "unavailable":
      return t("status.unavailable");
  }
}

export function outcomeText(outcome: CallOutcome, t: TFunction<"calls">): string {
  switch (outcome.kind) {
    case "finished":
      if (outcome.lost === null) return t("ended.finished");
      return outcome.lost === "theirs" ? t("ended.lostThem") : t("ended.lost");
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
    case "movedElsewhere":
      return t("ended.movedElsewhere");
    case "left":
    case "takenElsewhere":
      return t("ended.finished");
  }
}
