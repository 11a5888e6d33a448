import { Button } from "@mantine/core";
import { IconBan } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { Failure } from "@/api/failure";
import { useUser } from "@/hooks/chats";
import { useFailureText } from "@/hooks/failureText";
import { useMessenger } from "@/hooks/messengerContext";
import { useMe } from "@/hooks/session";
import { timeOf } from "@/lib/moments";
import type { PendingMessage } from "@/realtime/state";
import { UserAvatar } from "@/ui/UserAvatar";
import { toneOf } from "@/ui/initials";
import { useMessageActions } from "../actions/messageActions";
import { messageRights } from "../actions/messageRights";
import { QuotedMessage } from "../actions/QuotedMessage";
import { DOUBLE_TAP } from "../actions/QuickReactions";
import { ReactionChips } from "../actions/ReactionChips";
import { SelectMark } from "../actions/SelectMark";
import { shortName } from "../media/fileWords";
import { bubbleMedia, filesOfEntry, MessageFiles } from "../media/MessageFiles";
import { Ticks } from "../Ticks";
import { LinkCard } from "../text/LinkCard";
import { MessageText } from "../text/MessageText";
import { fewEmoji } from "../text/fewEmoji";
import { useMentioned } from "../text/useMentioned";
import classes from "./MessageRow.module.css";
import { sameRow, type RowProps } from "./row";
import { unsentOf } from "./unsent";
import { useRowMenu } from "./useRowMenu";
import { useSwipeReply } from "./useSwipeReply";

/** A text message, on its way or stored. */
export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { chat, entry, tabStop, highlighted, selected, onFocus } = props;
  const { i18n } = useTranslation("chats");
  const { t } = useTranslation("actions");
  const actions = useMessageActions();
  const me = useMe();
  const menu = useRowMenu(props);
  const isStored = entry.kind === "message";
  const own = !isStored || entry.own;
  const text = (isStored ? entry.message.text : entry.pending.text) ?? "";
  const createdAt = isStored ? entry.message.createdAt : entry.pending.createdAt;
  const senderId = isStored ? entry.message.senderId : me.id;
  const sender = useUser(senderId);
  const named = !own && chat.kind !== "direct";
  const media = bubbleMedia(entry);
  const hasFiles = filesOfEntry(entry).length > 0;
  const emoji = hasFiles || entry.reply !== null ? null : fewEmoji(text);
  const people = useMentioned(isStored ? entry.message.mentions : undefined);
  const mark = isStored ? entry.ticks : entry.pending.status.phase;
  const name = sender?.displayName ?? "";
  const message = isStored ? entry.message : null;
  const isGone = message?.deletedAt != null;
  const forwarded = isStored ? entry.message.forwardedFrom : entry.pending.forward?.from;
  const rights = message === null ? null : messageRights(message, chat, me.id);
  const swipe = useSwipeReply(
    message !== null && rights?.reply === true && selected === null
      ? () => actions.reply(message)
      : null,
  );

  return (
    <div
      className={classes["root"]}
      data-own={own || undefined}
      data-first={entry.group.first || undefined}
      data-highlighted={highlighted || undefined}
      data-selected={selected === true || undefined}
      {...swipe}
    >
      {selected !== null && message !== null && (
        <SelectMark
          selected={selected}
          own={own}
          label={isGone ? t("deleted") : text}
          onToggle={() => actions.select(message)}
        />
      )}
      {named && (
        <span className={classes["photo"]}>
          {entry.group.last && (
            <UserAvatar id={senderId} name={name} src={sender?.avatarUrl} size={34} />
          )}
        </span>
      )}
      <div className={classes["column"]}>
        <article
          className={classes["bubble"]}
          data-tail={(entry.group.last && emoji === null) || undefined}
          data-emoji={emoji ?? undefined}
          data-media={media ?? undefined}
          data-entry-key={entry.key}
          tabIndex={tabStop ? 0 : -1}
          onFocus={() => onFocus(entry.key)}
          onDoubleClick={(event) => {
            const isControl =
              event.target instanceof Element && event.target.closest("a, button, img, video");
            if (message === null || rights?.react !== true || isControl) return;
            document.getSelection()?.removeAllRanges();
            actions.react(message, DOUBLE_TAP);
          }}
          {...menu}
        >
          {named && entry.group.first && (
            <span className={classes["name"]} style={nameColor(senderId)}>
              {name}
            </span>
          )}
          {forwarded != null && (
            <span className={classes["forwarded"]}>
              {t("forward.from", { name: forwarded.displayName })}
            </span>
          )}
          {entry.reply !== null && <QuotedMessage answered={entry.reply} />}
          <MessageFiles chat={chat} entry={entry} />
          {isGone ? (
            <span className={classes["gone"]}>
              <IconBan size={16} aria-hidden /> {t("deleted")}
            </span>
          ) : (
            (text !== "" || !hasFiles) && (
              <span className={classes["words"]}>
                <MessageText text={text} people={people} />
              </span>
            )
          )}
          {message?.preview != null && <LinkCard preview={message.preview} />}
          <span className={classes["meta"]}>
            {message?.editedAt != null && (
              <span
                title={t("editedAt", {
                  moment: momentText(message.editedAt, i18n.language),
                })}
              >
                {t("edited")}
              </span>
            )}
            <time dateTime={createdAt}>{timeOf(Date.parse(createdAt), i18n.language)}</time>
            {mark !== null && !isGone && <Ticks mark={mark} />}
          </span>
        </article>
        {message !== null && !isGone && <ReactionChips message={message} />}
        {entry.kind === "pending" && entry.pending.status.phase === "failed" && (
          <UnsentNote item={entry.pending} failure={entry.pending.status.failure} />
        )}
      </div>
    </div>
  );
}, sameRow);

function UnsentNote({ item, failure }: { item: PendingMessage; failure: Failure }) {
  const { t, i18n } = useTranslation("chats");
  const messenger = useMessenger();
  const failureText = useFailureText();
  const { clientId } = item;

  function words(): string {
    const unsent = unsentOf(item);
    switch (unsent.what) {
      case "message":
        return failureText(failure);
      case "file":
        return t("message.unsent.file", {
          name: shortName(unsent.name),
          reason: failureText(failure),
        });
      case "badFile":
        return t("message.unsent.badFile", { name: shortName(unsent.name) });
      case "files": {
        const names = unsent.names.map((name) => shortName(name, 24));
        const list = new Intl.ListFormat(i18n.language, { type: "unit" });
        return t("message.unsent.files", { names: list.format(names) });
      }
      case "voice":
      case "replyTo":
      case "forwardOf":
      case "text":
      case "other":
        return t(`message.unsent.${unsent.what}`);
    }
  }

  return (
    <div className={classes["unsent"]} role="alert">
      <span>{words()}</span>
      <span className={classes["unsentActions"]}>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => void messenger.messages.retry(clientId)}
        >
          {t("message.retry")}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          onClick={() => void messenger.messages.discard(clientId)}
        >
          {t("message.discard")}
        </Button>
      </span>
    </div>
  );
}

function momentText(at: string, locale: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

/** The person's own colour, as on their initials. */
function nameColor(userId: string): React.CSSProperties {
  const [color = "green"] = toneOf(userId).split(".");
  return {
    "--name-dark": `var(--mantine-color-${color}-4)`,
    "--name-light": `var(--mantine-color-${color}-8)`,
  } as React.CSSProperties;
}
