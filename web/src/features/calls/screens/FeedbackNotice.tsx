import { Button } from "@mantine/core";
import { IconHeadphones } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CallId } from "@/api/types";
import { createFeedbackEar, READ_EVERY_MS } from "../live/feedback";
import { createLevels } from "../live/levels";
import { Notice } from "./Notice";
import classes from "./TalkScreen.module.css";

export interface FeedbackNoticeProps {
  callId: CallId | null;
  microphone: MediaStreamTrack;
  /** What the loudspeaker plays. */
  theirs: MediaStream;
}

/** The call in which it was said already: the screen of a call comes and goes. */
let toldCall: CallId | null = null;

/**
 * Tells this person, once a call, that their loudspeaker is heard by the other side; the other one could
 * do nothing about it.
 */
export function FeedbackNotice({ callId, microphone, theirs }: FeedbackNoticeProps) {
  const { t } = useTranslation("calls");
  const [shown, setShown] = useState(false);

  useEffect(() => {
    if (shown || toldCall === callId) return;
    const levels = createLevels();
    const mine = levels.of(new MediaStream([microphone]));
    const played = levels.of(theirs);
    const ear = createFeedbackEar();
    const timer = setInterval(() => {
      // Timers of a hidden page are too slow to compare anything.
      if (document.hidden) return;
      if (!ear.hear({ theirs: played(), mine: mine() })) return;
      toldCall = callId;
      setShown(true);
    }, READ_EVERY_MS);
    return () => {
      clearInterval(timer);
      levels.stop();
    };
  }, [shown, callId, microphone, theirs]);

  if (!shown) return null;
  return (
    <Notice icon={<IconHeadphones size={18} />}>
      {t("feedback.heard")}
      <Button
        className={classes["remedy"]}
        size="compact-sm"
        variant="light"
        onClick={() => setShown(false)}
      >
        {t("feedback.understood")}
      </Button>
    </Notice>
  );
}
