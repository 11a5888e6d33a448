import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconDoorEnter } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import type { CallId } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useAnswerGuests } from "../api/guests";
import { createRingtone } from "../live/ringtone";
import type { GroupView } from "./groupCall";
import { atTheDoor } from "./guests";

export interface GuestDoorProps {
  view: GroupView;
}

/** Who asks to come in, with the two answers; with a knock for those who look elsewhere. */
export function GuestDoor({ view }: GuestDoorProps) {
  const { t } = useTranslation("guests");
  const waiting = atTheDoor(view.guests);
  useKnock(waiting.length);
  if (waiting.length === 0 || view.callId === null) return null;
  return (
    <Paper p="sm" radius="lg" shadow="sm" withBorder role="region" aria-label={t("door.label")}>
      <Answers callId={view.callId} waiting={waiting} />
    </Paper>
  );
}

/** More than these are answered together. */
const MOST_SHOWN = 3;

function Answers({ callId, waiting }: { callId: CallId; waiting: ReturnType<typeof atTheDoor> }) {
  const { t } = useTranslation("guests");
  const failureText = useFailureText();
  const answer = useAnswerGuests(callId);
  const everybody = waiting.map(({ participantId }) => participantId);
  return (
    <Stack gap="xs" role="status">
      {waiting.slice(0, MOST_SHOWN).map(({ participantId, name }) => (
        <Group key={participantId} justify="space-between" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <IconDoorEnter size={20} aria-hidden />
            <Text size="sm" fw={600}>
              {t("door.knocks", { name })}
            </Text>
          </Group>
          <Group gap="xs">
            <Button
              size="sm"
              variant="default"
              aria-label={t("door.declineName", { name })}
              onClick={() => answer.mutate({ action: "decline", participantIds: [participantId] })}
            >
              {t("door.decline")}
            </Button>
            <Button
              size="sm"
              aria-label={t("door.admitName", { name })}
              onClick={() => answer.mutate({ action: "admit", participantIds: [participantId] })}
            >
              {t("door.admit")}
            </Button>
          </Group>
        </Group>
      ))}
      {waiting.length > 1 && (
        <Button
          size="sm"
          variant="light"
          onClick={() => answer.mutate({ action: "admit", participantIds: everybody })}
        >
          {t("door.admitAll", { count: waiting.length })}
        </Button>
      )}
      {answer.isError && (
        <Text size="sm" c="red">
          {t("door.failed")}: {failureText(answer.error)}
        </Text>
      )}
    </Stack>
  );
}

/** Two knocks whenever there is one more at the door. */
function useKnock(waiting: number): void {
  const [before, setBefore] = useState(0);
  const [knocks, setKnocks] = useState(0);
  if (waiting !== before) {
    setBefore(waiting);
    if (waiting > before) setKnocks(knocks + 1);
  }
  useEffect(() => {
    if (knocks === 0) return;
    const ringtone = createRingtone();
    ringtone.play("knock");
    const done = setTimeout(() => ringtone.dispose(), KNOCK_MS);
    return () => {
      clearTimeout(done);
      ringtone.dispose();
    };
  }, [knocks]);
}

/** As long as the sound lasts, and the browser needs to begin with it. */
const KNOCK_MS = 1_500;
