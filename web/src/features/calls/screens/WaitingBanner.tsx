import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { UserAvatar } from "@/ui/UserAvatar";
import type { WaitingCall } from "../live/liveCalls";
import { useLiveCalls } from "./callsContext";
import { usePerson } from "./person";
import classes from "./WaitingBanner.module.css";

export interface WaitingBannerProps {
  waiting: WaitingCall;
  /** The call on the screen can be put on hold: it was answered, and no other one is on hold. */
  mayHold: boolean;
}

/** A second call that comes in during the first. */
export function WaitingBanner({ waiting, mayHold }: WaitingBannerProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const person = usePerson(waiting.call.initiatorId, waiting.from);
  return (
    <div className={classes["root"]} role="alert" data-call-waiting>
      <div className={classes["who"]}>
        <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={40} />
        {t("waiting.title", { name: person.name })}
      </div>
      {mayHold && (
        <Button color="green" onClick={() => calls.answerWaiting("hold")}>
          {t("waiting.hold")}
        </Button>
      )}
      <Button
        color="green"
        variant={mayHold ? "light" : "filled"}
        onClick={() => calls.answerWaiting("end")}
      >
        {t("waiting.answer")}
      </Button>
      <Button variant="light" color="red" onClick={() => calls.declineWaiting()}>
        {t("waiting.decline")}
      </Button>
    </div>
  );
}
