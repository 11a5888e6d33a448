import { useEffect } from "react";
import { Button } from "@mantine/core";
import {
  IconActivity,
  IconDownload,
  IconMicrophone,
  IconPhone,
  IconVideo,
  IconX,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { useFailureText } from "@/hooks/failureText";
import { useIsSimple } from "@/hooks/simpleMode";
import type { Arrival } from "@/lib/arrival";
import { paths } from "@/lib/paths";
import { durationText } from "@/lib/duration";
import type { CallView } from "../live/callSession";
import type { CallOutcome } from "../live/phase";
import { useCallSession, useLiveCalls } from "./callsContext";
import bar from "./controlBar.module.css";
import type { Person } from "./person";
import { Portrait } from "./Portrait";
import { qualityText } from "./qualityText";
import { RoundButton } from "./RoundButton";
import { saveCallLog } from "./saveCallLog";
import { outcomeText } from "./statusText";

export interface EndedCallProps {
  call: CallView;
  outcome: CallOutcome;
  person: Person;
}

/** Long enough to read the result and to reach for the button. */
const CLOSE_AFTER_MS = 8_000;
/** Nobody talked: there is something to decide. */
const CLOSE_UNANSWERED_AFTER_MS = 30_000;

/** How it went, for a few seconds; then one is back where one was. */
export function EndedCall({ call, outcome, person }: EndedCallProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const navigate = useNavigate();
  const { chatId } = call;
  // What there is to save, to check or to write has no place among a few photos.
  const isSimple = useIsSimple();
  // What went wrong stays until it is read.
  const staysOpen = outcome.kind === "notStarted";
  const closeAfterMs = isUnanswered(outcome) ? CLOSE_UNANSWERED_AFTER_MS : CLOSE_AFTER_MS;
  useEffect(() => {
    if (staysOpen) return;
    const id = setTimeout(() => calls.dismiss(), closeAfterMs);
    return () => clearTimeout(id);
  }, [calls, staysOpen, closeAfterMs]);

  return (
    <>
      <Portrait person={person} status={outcomeText(outcome, t)}>
        <OutcomeDetail outcome={outcome} />
        {!isSimple && <LineDetail call={call} outcome={outcome} />}
      </Portrait>
      <div className={bar["bar"]} data-spread role="group" aria-label={t("controls.label")}>
        <RoundButton
          label={t("ended.close")}
          icon={<IconX size={30} />}
          onClick={() => calls.dismiss()}
        />
        {!isSimple && chatId !== null && isUnanswered(outcome) && (
          <RoundButton
            label={t("ended.recordVoice")}
            caption={t("ended.voice")}
            icon={<IconMicrophone size={30} />}
            onClick={() => {
              calls.dismiss();
              void navigate(paths.chat(chatId), { state: RECORD_VOICE });
            }}
          />
        )}
        {outcome.kind !== "movedElsewhere" && (
          <RoundButton
            label={outcome.kind === "missed" ? t("ended.callBack") : t("ended.again")}
            icon={call.kind === "video" ? <IconVideo size={30} /> : <IconPhone size={30} />}
            tone="accept"
            onClick={() => calls.callAgain()}
          />
        )}
      </div>
    </>
  );
}

const RECORD_VOICE: Arrival = { record: "voice" };

/** They did not talk: what was to be said can be left as a message. */
function isUnanswered(outcome: CallOutcome): boolean {
  return ["noAnswer", "missed", "busy", "declined"].includes(outcome.kind);
}

/** How the line was, and its log, where there was a line; the way to find out what is wrong. */
function LineDetail({ call, outcome }: Pick<EndedCallProps, "call" | "outcome">) {
  const { t } = useTranslation(["calls", "check"]);
  const session = useCallSession();
  const calls = useLiveCalls();
  const navigate = useNavigate();
  if (outcome.kind !== "finished" && outcome.kind !== "failed") return null;
  return (
    <>
      {call.quality !== null && <p>{qualityText(call.quality, t)}</p>}
      <Button
        variant="subtle"
        c="inherit"
        leftSection={<IconDownload size={18} />}
        onClick={() => saveCallLog(session.log())}
      >
        {t("quality.saveLog")}
      </Button>
      {wasBad(call, outcome) && (
        <Button
          variant="white"
          leftSection={<IconActivity size={18} />}
          onClick={() => {
            calls.dismiss();
            void navigate(paths.connectionCheck);
          }}
        >
          {t("check:open")}
        </Button>
      )}
    </>
  );
}

/** It did not connect, was cut, or was hard to understand. */
function wasBad({ quality }: CallView, outcome: CallOutcome): boolean {
  if (outcome.kind === "finished") return outcome.lost !== null || quality?.mark === "poor";
  return outcome.kind === "failed";
}

function OutcomeDetail({ outcome }: { outcome: CallOutcome }) {
  const { t } = useTranslation("calls");
  const failureText = useFailureText();
  switch (outcome.kind) {
    case "finished":
      return <p>{t("ended.duration", { duration: durationText(outcome.durationMs, t) })}</p>;
    case "failed":
      return <p>{t("ended.failedText")}</p>;
    case "notStarted":
      return <p role="alert">{failureText(outcome.failure)}</p>;
    case "noAnswer":
    case "missed":
    case "declined":
    case "busy":
    case "left":
    case "takenElsewhere":
    case "movedElsewhere":
      return null;
  }
}
