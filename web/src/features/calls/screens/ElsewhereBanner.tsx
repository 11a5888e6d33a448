import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Call } from "@/api/types";
import { IconButton } from "@/ui/IconButton";
import { UserAvatar } from "@/ui/UserAvatar";
import { useLiveCalls } from "./callsContext";
import { usePerson } from "./person";
import classes from "./WaitingBanner.module.css";

export interface ElsewhereBannerProps {
  call: Call;
  /** The other person in it. */
  peerId: string;
}

/** One's call goes on on another device: one tap brings it here. */
export function ElsewhereBanner({ call, peerId }: ElsewhereBannerProps) {
  const { t } = useTranslation("calls");
  const calls = useLiveCalls();
  const person = usePerson(peerId);
  return (
    <div className={classes["root"]} role="status" data-call-elsewhere={call.id}>
      <div className={classes["who"]}>
        <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={40} />
        <span className={classes["words"]}>{t("elsewhere.title", { name: person.name })}</span>
        <IconButton
          label={t("elsewhere.leave")}
          icon={<IconX size={20} />}
          variant="subtle"
          color="gray"
          onClick={() => calls.leaveElsewhere()}
        />
      </div>
      <Button color="green" onClick={() => calls.takeOver()}>
        {t("elsewhere.takeOver")}
      </Button>
    </div>
  );
}
