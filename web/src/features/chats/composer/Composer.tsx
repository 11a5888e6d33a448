import { Textarea } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSend2 } from "@tabler/icons-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import type { Chat } from "@/api/types";
import { useDraft } from "@/hooks/chats";
import { useMessenger } from "@/hooks/messengerContext";
import { IconButton } from "@/ui/IconButton";
import { TOUCH } from "../screenSizes";
import { useShortcut } from "../shortcuts/useShortcut";
import classes from "./Composer.module.css";
import { textRoom } from "./textLimit";

export interface ComposerProps {
  chat: Chat;
}

/** Where a message is written. The draft is the text itself, kept per chat. */
export function Composer({ chat }: ComposerProps) {
  const { t } = useTranslation("chats");
  const messenger = useMessenger();
  const text = useDraft(chat.id);
  const input = useRef<HTMLTextAreaElement>(null);
  const isTouch = useMediaQuery(TOUCH, false, { getInitialValueInEffect: false });
  // A keyboard that slides over half of the screen must be asked for.
  const [focusAtOnce] = useState(!isTouch);
  const room = textRoom(text.trim());
  const canSend = text.trim() !== "" && room.kind !== "over";

  useEffect(() => {
    if (focusAtOnce) input.current?.focus();
  }, [focusAtOnce]);

  useEffect(() => () => messenger.chats.setTyping(chat.id, false), [messenger, chat.id]);

  useShortcut("compose", () => input.current?.focus());

  function change(value: string): void {
    messenger.chats.setDraft(chat.id, value);
    messenger.chats.setTyping(chat.id, value.trim() !== "");
  }

  function send(): void {
    if (!canSend) return;
    messenger.timeline.returnToNewest(chat.id);
    void messenger.messages.sendText(chat.id, text.trim());
    change("");
    input.current?.focus();
  }

  function onKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    const isSend = event.key === "Enter" && !event.shiftKey && !isTouch;
    if (isSend || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form
      className={classes["root"]}
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
      <div className={classes["line"]}>
        <Textarea
          ref={input}
          className={classes["field"]}
          classNames={{ input: classes["input"] ?? "" }}
          aria-label={t("composer.label")}
          placeholder={t("composer.label")}
          aria-invalid={room.kind === "over" || undefined}
          autosize
          minRows={1}
          maxRows={8}
          radius="xl"
          size="md"
          variant="unstyled"
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={() => messenger.chats.setTyping(chat.id, false)}
          enterKeyHint={isTouch ? "enter" : "send"}
          dir="auto"
        />
        <IconButton
          type="submit"
          label={t("composer.send")}
          icon={<IconSend2 size={22} stroke={1.75} />}
          variant="filled"
          color="green"
          disabled={!canSend}
          // Keeps the focus, and with it the keyboard of a phone, in the field.
          onPointerDown={(event) => event.preventDefault()}
        />
      </div>
    </form>
  );
}
