/** A message in one line: for quotes, pins and search. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { Message } from "@/api/types";
import { useCallWords } from "../chatWords";
import { useSystemWords } from "../systemWords";
import { useMe } from "@/hooks/session";

const CHARACTERS = 160;

export function useMessageGist(): (message: Message) => string {
  const { t } = useTranslation("actions");
  const callWords = useCallWords();
  const systemWords = useSystemWords();
  const me = useMe();
  return useCallback(
    (message: Message) => {
      if (message.deletedAt != null) return t("deleted");
      if (message.call != null) return callWords(message.call, message.senderId === me.id).title;
      if (message.kind === "system") return systemWords(message);
      const text = oneLine(message.text ?? "");
      const [first] = message.attachments ?? [];
      if (first === undefined || text !== "") return text;
      if (message.kind === "voice") return t("gist.voice");
      if (message.kind !== "media") return first.name;
      return first.mime.startsWith("video/") ? t("gist.video") : t("gist.photo");
    },
    [t, callWords, systemWords, me.id],
  );
}

function oneLine(text: string): string {
  return text
    .slice(0, CHARACTERS * 4)
    .replaceAll("||", "")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, CHARACTERS);
}
