import { useEffect, useEffectEvent } from "react";
import { useSearchParams } from "react-router";

import type { ChatId } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { logger } from "@/lib/logger";
import { forgetShared, readShared, type Shared } from "@/pwa/shared";

/**
 * What another app shared, once this chat was chosen for it (`?shared`): its words become the draft, its files are
 * shown before they are sent.
 */
export function useShared(chatId: ChatId, choose: (files: readonly File[]) => void): void {
  const messenger = useMessenger();
  const draft = useDraft(chatId);
  const [params, setParams] = useSearchParams();
  const isMeant = params.has("shared");

  const take = useEffectEvent(({ text, files }: Shared) => {
    if (text !== "") messenger.chats.setDraft(chatId, draft === "" ? text : `${draft}\n${text}`);
    choose(files);
    setParams(
      (before) => {
        before.delete("shared");
        return before;
      },
      { replace: true },
    );
  });

  useEffect(() => {
    if (!isMeant) return;
    let wanted = true;
    readShared()
      .then(async (shared) => {
        if (!wanted || shared === null) return;
        await forgetShared();
        take(shared);
      })
      .catch((caught: unknown) => {
        logger.warn("what was shared cannot be read", { caught: String(caught) });
      });
    return () => {
      wanted = false;
    };
  }, [isMeant]);
}
