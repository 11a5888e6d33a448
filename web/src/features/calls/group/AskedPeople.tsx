import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBell } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { toFailure } from "@/api/failure";
import { useFailureText } from "@/hooks/failureText";
import { UserAvatar } from "@/ui/UserAvatar";
import { usePerson } from "../screens/person";
import type { Asked } from "./asked";
import classes from "./AskedPeople.module.css";
import type { GroupCall } from "./groupCall";

export interface AskedPeopleProps {
  call: GroupCall;
  asked: readonly Asked[];
}

/** Who was asked into the call and is not in it: whether it rings there, and how it went. */
export function AskedPeople({ call, asked }: AskedPeopleProps) {
  const { t } = useTranslation(["calls", "ring"]);
  if (asked.length === 0) return null;
  return (
    <ul className={classes["root"]} role="list" aria-label={t("ring:asked")}>
      {asked.map((one) => (
        <AskedPerson key={one.userId} call={call} asked={one} />
      ))}
    </ul>
  );
}

function AskedPerson({ call, asked }: { call: GroupCall; asked: Asked }) {
  const { t } = useTranslation(["calls", "ring"]);
  const failureText = useFailureText();
  const person = usePerson(asked.userId);
  const again = t("ring:again", { name: person.name });
  function ask(): void {
    call.invite([asked.userId]).catch((caught: unknown) => {
      const failure = toFailure(caught);
      const tooSoon = failure.kind === "problem" && failure.code === "too_many_requests";
      const message = tooSoon ? t("ring:tooSoon") : failureText(failure);
      notifications.show({ message, color: "orange" });
    });
  }
  return (
    <li className={classes["person"]} data-asked={asked.state}>
      <UserAvatar id={person.id} name={person.name} src={person.avatarUrl} size={32} />
      <span className={classes["words"]}>
        <span className={classes["name"]}>{person.name}</span>
        <span className={classes["state"]}>{t(`ring:state.${asked.state}`)}</span>
      </span>
      {!asked.waits && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={again}
          leftSection={<IconBell size={16} aria-hidden />}
          onClick={ask}
        >
          {t("ring:askAgain")}
        </Button>
      )}
    </li>
  );
}
