import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLink, IconUserMinus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import type { ChatId } from "@/api/types";
import { useChat } from "@/hooks/chats";
import { mayInviteGuests } from "@/hooks/mayInviteGuests";
import { useServerInfo } from "@/hooks/serverInfo";
import { IconButton } from "@/ui/IconButton";
import { useAnswerGuests } from "../api/guests";
import type { GroupView } from "./groupCall";
import { isInside } from "./guests";

const GuestLinks = lazy(async () => ({ default: (await import("./GuestLinks")).GuestLinks }));

export interface GuestsInsideProps {
  view: GroupView;
  chatId: ChatId;
}

/** The guests of the call, and the way to invite more. */
export function GuestsInside({ view, chatId }: GuestsInsideProps) {
  const { t } = useTranslation("guests");
  const chat = useChat(chatId);
  const welcome = useServerInfo().data?.guests === true;
  const [links, setLinks] = useState(false);
  const inside = view.guests.filter(isInside);
  return (
    <>
      {welcome && chat !== undefined && mayInviteGuests(chat) && (
        <Button
          variant="light"
          size="md"
          justify="start"
          leftSection={<IconLink size={20} />}
          onClick={() => setLinks(true)}
        >
          {t("links.open")}
        </Button>
      )}
      {inside.length > 0 && view.callId !== null && <Inside callId={view.callId} inside={inside} />}
      {links && (
        <Suspense>
          <GuestLinks chatId={chatId} role={chat?.role} onClose={() => setLinks(false)} />
        </Suspense>
      )}
    </>
  );
}

interface InsideProps {
  callId: string;
  inside: readonly { participantId: string; name: string }[];
}

function Inside({ callId, inside }: InsideProps) {
  const { t } = useTranslation("guests");
  const answer = useAnswerGuests(callId);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t("inside.title")}
      </Text>
      {inside.map(({ participantId, name }) => (
        <Group key={participantId} justify="space-between" wrap="nowrap">
          <Text lineClamp={1}>{name}</Text>
          <IconButton
            label={t("inside.remove", { name })}
            icon={<IconUserMinus size={22} />}
            color="red"
            onClick={() => answer.mutate({ action: "remove", participantIds: [participantId] })}
          />
        </Group>
      ))}
    </Stack>
  );
}
