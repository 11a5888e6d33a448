/** Which pictures the viewer shows. The address says which one, so that the system's back closes it. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { createStore } from "zustand/vanilla";

import type { ChatId, FileId, Message, UserId } from "@/api/types";
import { useMessenger } from "@/hooks/messengerContext";
import { fileKind, filesOf, type ShownFile } from "./shownFile";

export const VIEWER_PARAM = "media";

export interface Viewed {
  file: ShownFile;
  senderId: UserId;
  createdAt: string;
  caption: string | null;
}

/** In the order of the chat. Set by whoever opens the viewer. */
export const viewedList = createStore<{ list: readonly Viewed[] }>(() => ({ list: [] }));

export interface Viewer {
  /** Among all pictures of the chat that are loaded. */
  openInChat: (chatId: ChatId, fileId: FileId) => void;
  open: (list: readonly Viewed[], fileId: FileId) => void;
}

export function useViewer(): Viewer {
  const messenger = useMessenger();
  const [, setParams] = useSearchParams();
  const open = useCallback(
    (list: readonly Viewed[], fileId: FileId) => {
      viewedList.setState({ list });
      setParams((params) => {
        params.set(VIEWER_PARAM, fileId);
        return params;
      });
    },
    [setParams],
  );
  const openInChat = useCallback(
    (chatId: ChatId, fileId: FileId) => {
      const timeline = messenger.store.getState().timelinesByChat[chatId];
      open(viewedOf((timeline?.away ?? timeline?.live)?.messages ?? []), fileId);
    },
    [messenger, open],
  );
  return { open, openInChat };
}

export function viewedOf(messages: readonly Message[]): Viewed[] {
  return messages
    .filter((message) => message.deletedAt == null)
    .flatMap((message) =>
      filesOf(message)
        .filter((file) => fileKind(file) === "photo" || fileKind(file) === "video")
        .map((file) => ({
          file,
          senderId: message.senderId,
          createdAt: message.createdAt,
          caption: message.text ?? null,
        })),
    );
}
