import { useMediaQuery } from "@mantine/hooks";
import { IconCheck, IconSend2 } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

import type { Chat, Message } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { arrivalOf } from "@/lib/arrival";
import { IconButton } from "@/ui/IconButton";
import { ActionStrip } from "../actions/ActionStrip";
import { useMessageActions, useMessageMode } from "../actions/messageActions";
import { messageRights } from "../actions/messageRights";
import { AttachButton } from "../attach/AttachButton";
import { EmojiButton } from "../emoji/EmojiButton";
import { TOUCH } from "../screenSizes";
import { useShortcut } from "../shortcuts/useShortcut";
import { VoiceButton } from "../voice/VoiceButton";
import classes from "./Composer.module.css";
import { FormatMenu } from "./FormatMenu";
import { TextField } from "./TextField";
import { completeMention, insert, toggleFormat, type Written } from "./editText";
import { formatOfKey } from "./formatOfKey";
import { textRoom } from "./textLimit";

export interface ComposerProps {
  chat: Chat;
}

/** Where a message is written. The draft is the text itself, kept per chat. */
export function Composer({ chat }: ComposerProps) {
  const { t } = useTranslation("chats");
  const { t: tCommon } = useTranslation();
  const messenger = useMessenger();
  const me = useMe();
  const actions = useMessageActions();
  const { editing, setEditedText, finishEditing } = useMessageMode();
  const draft = useDraft(chat.id);
  const text = editing?.text ?? draft;
  const input = useRef<HTMLTextAreaElement>(null);
  const isTouch = useMediaQuery(TOUCH, false, { getInitialValueInEffect: false });
  // A keyboard that slides over half of the screen must be asked for.
  const [focusAtOnce] = useState(!isTouch);
  const [speaking, setSpeaking] = useState(false);
  const asksForVoice = arrivalOf(useLocation().state).record === "voice";
  const room = textRoom(text.trim());
  const mayBeEmpty = (editing?.message.attachments ?? []).length > 0;
  const canSend = (text.trim() !== "" || mayBeEmpty) && room.kind !== "over";

  useEffect(() => {
    if (focusAtOnce) input.current?.focus();
  }, [focusAtOnce]);

  useEffect(() => () => messenger.chats.setTyping(chat.id, false), [messenger, chat.id]);

  useShortcut("compose", () => input.current?.focus());

  function change(value: string): void {
    if (editing !== null) {
      setEditedText(value);
      return;
    }
    messenger.chats.setDraft(chat.id, value);
    messenger.chats.setTyping(chat.id, value.trim() !== "");
  }

  /** Changes the text by a button or a key, and puts the caret where the change says. */
  function edit(changed: (written: Written) => Written): void {
    const field = input.current;
    if (field === null) return;
    const now = changed({ text, start: field.selectionStart, end: field.selectionEnd });
    flushSync(() => change(now.text));
    field.focus();
    field.setSelectionRange(now.start, now.end);
  }

  function send(): void {
    if (!canSend) return;
    if (editing !== null) {
      finishEditing();
      input.current?.focus();
      return;
    }
    messenger.timeline.returnToNewest(chat.id);
    void messenger.messages.sendText(chat.id, text.trim());
    change("");
    input.current?.focus();
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const format = formatOfKey(event.nativeEvent);
    if (format !== null) {
      event.preventDefault();
      edit((written) => toggleFormat(written, format));
      return;
    }
    if (event.key === "ArrowUp" && text === "" && editing === null) {
      const last = lastOfMine();
      if (last === undefined) return;
      event.preventDefault();
      actions.edit(last);
      return;
    }
    const isSend = event.key === "Enter" && !event.shiftKey && !isTouch;
    if (isSend || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      send();
    }
  }

  /** The newest message of mine that may still be changed. */
  function lastOfMine(): Message | undefined {
    const { timelinesByChat } = messenger.store.getState();
    return timelinesByChat[chat.id]?.live?.messages.findLast(
      (message) => messageRights(message, chat, me.id).edit,
    );
  }

  return (
    <form
      className={classes["root"]}
      data-composer
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {room.kind !== "plenty" && (
        <p
          className={classes["room"]}
          role={room.kind === "over" ? "alert" : "status"}
          data-over={room.kind === "over" || undefined}
        >
          {room.kind === "over"
            ? t("composer.tooLong", { count: room.characters })
            : t("composer.charactersLeft", { count: room.characters })}
        </p>
      )}
      <ActionStrip chat={chat} />
      <div className={classes["line"]}>
        {editing === null && <AttachButton />}
        <div className={classes["box"]}>
          <TextField
            chat={chat}
            text={text}
            input={input}
            tooLong={room.kind === "over"}
            enterKeyHint={isTouch ? "enter" : "send"}
            onChange={change}
            onKeyDown={onKey}
            onBlur={() => messenger.chats.setTyping(chat.id, false)}
            onMention={(begun, login) => edit((written) => completeMention(written, begun, login))}
          />
          {text !== "" && !isTouch && (
            <FormatMenu onFormat={(format) => edit((written) => toggleFormat(written, format))} />
          )}
          <EmojiButton onPick={(char) => edit((written) => insert(written, char))} />
        </div>
        {editing === null && (text.trim() === "" || speaking || asksForVoice) ? (
          <VoiceButton chat={chat} onActive={setSpeaking} />
        ) : (
          <IconButton
            type="submit"
            label={editing === null ? t("composer.send") : tCommon("save")}
            icon={
              editing === null ? (
                <IconSend2 size={22} stroke={1.75} />
              ) : (
                <IconCheck size={22} stroke={2} />
              )
            }
            variant="filled"
            color="green"
            disabled={!canSend}
            // Keeps the focus, and with it the keyboard of a phone, in the field.
            onPointerDown={(event) => event.preventDefault()}
          />
        )}
      </div>
    </form>
  );
}
