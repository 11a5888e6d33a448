import { Button } from "@mantine/core";
import { IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CallView } from "../live/callSession";
import { useLiveCalls } from "./callsContext";
import classes from "./OtherCall.module.css";
import { usePerson } from "./person";

export interface OtherCallProps {
  call: CallView;
}

/** The call that is on hold beside the one on the screen: one tap changes over. */
export function OtherCall({ call }: OtherCallProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const { name } = usePerson(call.peerId, call.peer);
  return (
    <div className={classes["root"]} role="status" data-call-other>
      <IconPlayerPause size={20} aria-hidden />
      <span className={classes["words"]}>{t("other.onHold", { name })}</span>
      <Button
        size="compact-md"
        variant="light"
        aria-label={t("other.switchTo", { name })}
        onClick={() => calls.switchCalls()}
      >
        {t("other.switch")}
      </Button>
    </div>
  );
}
