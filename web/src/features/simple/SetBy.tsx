import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { SimpleMode } from "@/api/types";
import { usePersonName } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { dateOf } from "@/lib/moments";

/** Whose proposal it was that the person agreed to, and when. */
export function SetBy({ mode }: { mode: SimpleMode }) {
  const { t, i18n } = useTranslation("simple");
  const messenger = useMessenger();
  const nameOf = usePersonName();
  if (mode.setBy == null || mode.setAt == null) return null;
  const date = dateOf(Date.parse(mode.setAt), messenger.serverNow(), i18n.language);
  return <Text>{t("setBy", { name: nameOf(mode.setBy), date })}</Text>;
}
