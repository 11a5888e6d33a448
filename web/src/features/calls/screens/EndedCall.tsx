import { useEffect } from "react";
import { IconPhone, IconVideo, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useFailureText } from "@/hooks/failureText";
import type { CallView } from "../live/callSession";
import type { CallOutcome } from "../live/phase";
import { useLiveCalls } from "./callsContext";
import bar from "./controlBar.module.css";
import { durationText } from "./duration";
import type { Person } from "./person";
import { Portrait } from "./Portrait";
import { RoundButton } from "./RoundButton";
import { outcomeText } from "./statusText";

export interface EndedCallProps {
  call: CallView;
  outcome: CallOutcome;
  person: Person;
}

/** Long enough to read the result and to reach for the button. */
const CLOSE_AFTER_MS = 8_000;

/** How it went, for a few seconds; then one is back where one was. */
export function EndedCall({ call, outcome, person }: EndedCallProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  // What went wrong stays until it is read.
  const staysOpen = outcome.kind === "notStarted";
  useEffect(() => {
    if (staysOpen) return;
    const id = setTimeout(() => calls.dismiss(), CLOSE_AFTER_MS);
    return () => clearTimeout(id);
  }, [calls, staysOpen]);

  return (
    <>
      <Portrait person={person} status={outcomeText(outcome, t)}>
        <OutcomeDetail outcome={outcome} />
      </Portrait>
      <div className={bar["bar"]} data-spread role="group" aria-label={t("controls.label")}>
        <RoundButton
          label={t("ended.close")}
          icon={<IconX size={30} />}
          onClick={() => calls.dismiss()}
        />
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
