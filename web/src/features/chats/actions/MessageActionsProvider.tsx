import { notifications } from "@mantine/notifications";
import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";

import type { Chat, Message } from "@/api/types";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useShortcut } from "../shortcuts/useShortcut";
import { copyText } from "../timeline/copyText";
import { pinMessage } from "../api/pins";
import { DeleteMessages } from "./DeleteMessages";
import {
  MessageActionsContext,
  MessageModeContext,
  type Editing,
  type MessageActions,
  type MessageMode,
} from "./messageActions";
import { copiedText } from "./messageRights";

export interface MessageActionsProviderProps {
  chat: Chat;
  onJump: (seq: number) => void;
  /** Escape, when there is nothing here to leave. */
  onEscape: () => void;
  children: ReactNode;
}

const ForwardDialog = lazy(() => import("./ForwardDialog"));
const ReactionsSheet = lazy(() => import("./ReactionsSheet"));
const ReactionPicker = lazy(() => import("./ReactionPicker"));

type Asked =
  | { what: "forward" | "delete"; messages: readonly Message[] }
  | { what: "reactions" | "pickReaction"; message: Message };

/** The actions on messages of one chat, with the dialogs that they need. */
export function MessageActionsProvider(props: MessageActionsProviderProps) {
  const { chat, onJump, onEscape, children } = props;
  const { t } = useTranslation("actions");
  const messenger = useMessenger();
  const failureText = useFailureText();
  const [selected, setSelected] = useState<readonly Message[] | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  function fail(caught: unknown): void {
    notifications.show({ message: failureText(caught), color: "red" });
  }

  async function jump(to: Parameters<MessageActions["jump"]>[0]): Promise<void> {
    try {
      const seq =
        "seq" in to ? to.seq : ((await messenger.timeline.find(chat.id, to.id))?.seq ?? null);
      if (seq === null) notifications.show({ message: t("gone") });
      else onJump(seq);
    } catch (caught) {
      fail(caught);
    }
  }

  async function copy(messages: readonly Message[]): Promise<void> {
    const { usersById } = messenger.store.getState();
    const text = copiedText(messages, (id) => usersById[id]?.displayName ?? t("somebody"));
    const copied = await copyText(text);
    notifications.show(
      copied
        ? { message: t("copied"), autoClose: 1500 }
        : { message: t("copyFailed"), color: "red" },
    );
    setSelected(null);
  }

  function react(message: Message, emoji: string): void {
    const mine = (message.reactions ?? []).filter((one) => one.mine === true);
    const set = !mine.some((one) => one.emoji === emoji);
    if (set && mine.length >= MY_SIGNS) {
      notifications.show({ message: t("tooManyMine", { count: MY_SIGNS }) });
      return;
    }
    void messenger.messages.react(message, emoji, set);
  }

  const latest = useRef({ jump, copy, react, fail });
  useEffect(() => {
    latest.current = { jump, copy, react, fail };
  });

  const actions = useMemo<MessageActions>(
    () => ({
      reply(message) {
        setEditing(null);
        messenger.chats.setReply(chat.id, message.id);
        focusComposer();
      },
      edit(message) {
        setEditing({ message, text: message.text ?? "" });
        focusComposer();
      },
      select: (message) =>
        setSelected((before) => {
          const others = (before ?? []).filter((one) => one.id !== message.id);
          if (others.length === (before ?? []).length)
            return [...others, message].slice(0, SELECTED);
          return others.length === 0 ? null : others;
        }),
      forward: (messages) => setAsked({ what: "forward", messages }),
      askDelete: (messages) => setAsked({ what: "delete", messages }),
      copy: (messages) => void latest.current.copy(messages),
      react: (message, emoji) => latest.current.react(message, emoji),
      pickReaction: (message) => setAsked({ what: "pickReaction", message }),
      showReactions: (message) => setAsked({ what: "reactions", message }),
      pin(message, pinned) {
        pinMessage(chat.id, message.id, pinned).catch((caught: unknown) =>
          latest.current.fail(caught),
        );
      },
      jump: (to) => void latest.current.jump(to),
      leave() {
        setSelected(null);
        setEditing(null);
      },
    }),
    [messenger, chat.id],
  );

  const mode = useMemo<MessageMode>(
    () => ({
      selected,
      editing,
      setEditedText: (text) => setEditing((before) => before && { ...before, text }),
      finishEditing() {
        setEditing(null);
        const text = editing?.text.trim() ?? "";
        if (editing !== null && text !== (editing.message.text ?? "")) {
          void messenger.messages.edit(editing.message, text);
        }
      },
    }),
    [selected, editing, messenger],
  );

  // What was deleted meanwhile cannot be edited any more.
  const editedId = editing?.message.id;
  const onGone = useEffectEvent((message: Message | null | undefined) => {
    if (message !== undefined && message?.deletedAt != null) setEditing(null);
  });
  useEffect(() => {
    if (editedId === undefined) return;
    return messenger.store.subscribe((state) => {
      const live = state.timelinesByChat[chat.id]?.live;
      onGone(live?.messages.findLast((one) => one.id === editedId));
    });
  }, [messenger, chat.id, editedId]);

  useShortcut("escape", () => {
    if (selected !== null || editing !== null) actions.leave();
    else if (messenger.store.getState().draftsByChat[chat.id]?.replyTo != null) {
      messenger.chats.setReply(chat.id, null);
    } else onEscape();
  });

  const close = (): void => setAsked(null);
  return (
    <MessageActionsContext value={actions}>
      <MessageModeContext value={mode}>
        {children}
        <DeleteMessages
          chat={chat}
          messages={asked?.what === "delete" ? asked.messages : null}
          onClose={close}
          onDeleted={() => setSelected(null)}
        />
        <Suspense>
          {asked?.what === "forward" && (
            <ForwardDialog
              messages={asked.messages}
              onClose={close}
              onSent={() => setSelected(null)}
            />
          )}
          {asked?.what === "reactions" && (
            <ReactionsSheet message={asked.message} onClose={close} />
          )}
          {asked?.what === "pickReaction" && (
            <ReactionPicker
              onPick={(emoji) => {
                close();
                react(asked.message, emoji);
              }}
              onClose={close}
            />
          )}
        </Suspense>
      </MessageModeContext>
    </MessageActionsContext>
  );
}

/** Signs of one person on one message, as the server has it. */
const MY_SIGNS = 3;
/** Messages selected at once. */
const SELECTED = 100;

/** After the menu has given the focus back to where it was. */
function focusComposer(): void {
  setTimeout(() => document.querySelector<HTMLElement>("[data-composer] textarea")?.focus(), 50);
}
