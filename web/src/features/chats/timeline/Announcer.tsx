import { VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useUser } from "@/hooks/chats";
import type { MessageEntry, TimelineEntry } from "@/realtime/timelineView";
import { useCallWords } from "../chatWords";

export interface AnnouncerProps {
  chat: Chat;
  entries: readonly TimelineEntry[];
}

/**
 * Reads out messages of others as they arrive. The list itself cannot: scrolling puts old messages
 * into it too.
 */
export function Announcer({ chat, entries }: AnnouncerProps) {
  const newest = entries.findLast((entry) => entry.kind === "message");
  const [seqAtOpening] = useState(chat.lastSeq);
  const isNews = newest !== undefined && !newest.own && newest.message.seq > seqAtOpening;
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {isNews && <Words entry={newest} />}
    </VisuallyHidden>
  );
}

function Words({ entry }: { entry: MessageEntry }) {
  const { t } = useTranslation("chats");
  const callWords = useCallWords();
  const { message } = entry;
  const name = useUser(message.senderId)?.displayName ?? t("unknownPerson");
  const text =
    message.call != null ? callWords(message.call, entry.own).title : (message.text ?? "");
  return <>{t("timeline.announce", { name, text })}</>;
}
