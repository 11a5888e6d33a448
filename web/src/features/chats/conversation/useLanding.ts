import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation, useSearchParams } from "react-router";

import type { Chat } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import type { Landing } from "../timeline/placement";
import type { LandingRequest } from "../timeline/useTimelineScroll";

export interface LandingControl {
  request: LandingRequest;
  /** Goes to the first message of a local day. */
  jumpToDate: (day: Date) => void;
  /** Goes to a place in the chat's log. */
  jumpToSeq: (seq: number) => void;
}

/** Where the chat is to stand: what was jumped to, what the address names, or the first unread message. */
export function useLanding(chat: Chat): LandingControl {
  const [opening] = useState<LandingRequest>(() => ({
    id: "opening",
    landing:
      chat.unreadCount > 0 ? { kind: "unread", readSeq: chat.myReadSeq } : { kind: "newest" },
  }));
  const { key } = useLocation();
  // A jump counts until the address names something else.
  const [jump, setJump] = useState<{ request: LandingRequest; key: string } | null>(null);
  const fromAddress = useNamedMessage(chat, key);

  function jumpTo(landing: Landing): void {
    setJump((before) => ({
      request: { id: `${before?.request.id ?? "jump"}+`, landing },
      key,
    }));
  }

  return {
    request: (jump?.key === key ? jump.request : null) ?? fromAddress ?? opening,
    jumpToDate: (day) => jumpTo({ kind: "moment", at: day.getTime() }),
    jumpToSeq: (seq) => jumpTo({ kind: "message", seq }),
  };
}

/** The message that the address names: by its place in the log, or by its id. */
function useNamedMessage(chat: Chat, key: string): LandingRequest | null {
  const messenger = useMessenger();
  const [params] = useSearchParams();
  const named = params.get("message");
  const place = named !== null && /^[1-9]\d{0,15}$/u.test(named) ? Number(named) : null;
  const isId = named !== null && /^[0-9a-f-]{36}$/iu.test(named);
  const found = useQuery({
    queryKey: ["messages", "place", chat.id, named],
    queryFn: async () => (await messenger.timeline.find(chat.id, named ?? ""))?.seq ?? null,
    enabled: isId,
    staleTime: Infinity,
  });
  const seq = place ?? found.data ?? null;
  return useMemo(
    () =>
      seq === null ? null : { id: `message-${seq}-${key}`, landing: { kind: "message", seq } },
    [seq, key],
  );
}
