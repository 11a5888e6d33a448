import { Button } from "@mantine/core";
import { IconPhone, IconPhoneX, IconVideo } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";

import { useCallLauncher } from "@/hooks/callLauncher";
import { timeOf } from "@/lib/moments";
import { useMessageActions } from "../actions/messageActions";
import { SelectMark } from "../actions/SelectMark";
import { useCallWords } from "../chatWords";
import classes from "./CallCardRow.module.css";
import rowClasses from "./MessageRow.module.css";
import { sameRow, type RowProps } from "./row";
import { useRowMenu } from "./useRowMenu";

/** How a call went, and the way to call again. */
export const CallCardRow = memo(function CallCardRow(props: RowProps) {
  const { chat, entry, tabStop, highlighted, selected, onFocus } = props;
  const menu = useRowMenu(props);
  const actions = useMessageActions();
  const { t, i18n } = useTranslation("chats");
  const launcher = useCallLauncher();
  const callWords = useCallWords();
  if (entry.kind !== "message" || entry.message.call == null) return null;
  const { message, own } = entry;
  const card = entry.message.call;
  const words = callWords(card, own);
  const Icon = words.missed ? IconPhoneX : card.kind === "video" ? IconVideo : IconPhone;
  const canCall = launcher !== null && chat.kind === "direct";

  return (
    <div
      className={rowClasses["root"]}
      data-own={own || undefined}
      data-first
      data-highlighted={highlighted || undefined}
      data-selected={selected === true || undefined}
    >
      {selected !== null && (
        <SelectMark
          selected={selected}
          own={own}
          label={words.title}
          onToggle={() => actions.select(message)}
        />
      )}
      <article
        className={classes["card"]}
        data-own={own || undefined}
        data-missed={words.missed || undefined}
        data-entry-key={entry.key}
        tabIndex={tabStop ? 0 : -1}
        onFocus={() => onFocus(entry.key)}
        {...menu}
      >
        <span className={classes["icon"]}>
          <Icon size={22} stroke={1.75} aria-hidden />
        </span>
        <span className={classes["words"]}>
          <span className={classes["title"]}>{words.title}</span>
          <span className={classes["detail"]}>
            <time dateTime={message.createdAt}>
              {timeOf(Date.parse(message.createdAt), i18n.language)}
            </time>
            {words.outcome !== null && ` · ${words.outcome}`}
          </span>
        </span>
        {canCall && (
          <Button
            variant="light"
            radius="xl"
            size="compact-md"
            className={classes["again"] ?? ""}
            onClick={() => launcher.start({ chatId: chat.id }, card.kind)}
          >
            {own ? t("call.callAgain") : t("call.callBack")}
          </Button>
        )}
      </article>
    </div>
  );
}, sameRow);
