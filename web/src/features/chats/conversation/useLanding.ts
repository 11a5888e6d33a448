import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";

import type { Chat } from "@/api/types";
import type { LandingRequest } from "../timeline/useTimelineScroll";

export interface LandingControl {
  request: LandingRequest;
  /** Goes to the first message of a local day. */
  jumpToDate: (day: Date) => void;
}

/** Where the chat is to stand: what the address names, a day, or the first unread message. */
export function useLanding(chat: Chat): LandingControl {
  const [params] = useSearchParams();
  const named = params.get("message");
  const [opening] = useState<LandingRequest>(() => ({
    id: "opening",
    landing:
      chat.unreadCount > 0 ? { kind: "unread", readSeq: chat.myReadSeq } : { kind: "newest" },
  }));
  const [jump, setJump] = useState<LandingRequest | null>(null);
  const fromAddress = useMemo<LandingRequest | null>(() => {
    const seq = Number(named);
    const isPlace = named !== null && Number.isSafeInteger(seq) && seq > 0;
    return isPlace ? { id: `message-${seq}`, landing: { kind: "message", seq } } : null;
  }, [named]);
  return {
    request: jump ?? fromAddress ?? opening,
    jumpToDate: (day) =>
      setJump((before) => ({
        id: `${before?.id ?? "day"}+`,
        landing: { kind: "moment", at: day.getTime() },
      })),
  };
}
