import { Button, Modal, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { useMessenger } from "@/hooks/messengerContext";
import { dayInputValue, startOfLocalDay } from "../chatTimes";
import classes from "./JumpToDate.module.css";

export interface JumpToDateProps {
  opened: boolean;
  onClose: () => void;
  /** When the chat began: there is nothing before. */
  since: string;
  onJump: (day: Date) => void;
}

/** Asks for a day with the browser's own calendar. */
export function JumpToDate({ opened, onClose, since, onJump }: JumpToDateProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("jump.title")}
      size="xs"
      centered
      closeButtonProps={{ "aria-label": tCommon("close") }}
    >
      <DayForm
        since={since}
        onJump={(day) => {
          onClose();
          onJump(day);
        }}
      />
    </Modal>
  );
}

function DayForm({ since, onJump }: Pick<JumpToDateProps, "since" | "onJump">) {
  const { t } = useTranslation("chats");
  const messenger = useMessenger();
  const [today] = useState(() => dayInputValue(messenger.serverNow()));
  const [day, setDay] = useState(today);
  const start = startOfLocalDay(day);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (start !== null) onJump(start);
  }

  return (
    <form className={classes["form"]} onSubmit={submit}>
      <TextInput
        data-autofocus
        type="date"
        label={t("jump.date")}
        value={day}
        min={dayInputValue(Date.parse(since))}
        max={today}
        onChange={(event) => setDay(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <Button type="submit" disabled={start === null}>
        {t("jump.go")}
      </Button>
    </form>
  );
}
