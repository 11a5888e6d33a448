import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Message } from "@/api/types";
import classes from "./QuickReactions.module.css";

export interface QuickReactionsProps {
  message: Message;
  onPick: (emoji: string) => void;
  /** All the others. */
  onMore: () => void;
}

/** The signs that people use most, on top of a message's menu. */
export function QuickReactions({ message, onPick, onMore }: QuickReactionsProps) {
  const { t } = useTranslation("actions");
  const mine = (message.reactions ?? []).filter((one) => one.mine === true);
  return (
    <div className={classes["root"]} role="group" aria-label={t("react.label")}>
      {QUICK.map((emoji) => (
        <Menu.Item
          key={emoji}
          className={classes["sign"] ?? ""}
          data-mine={mine.some((one) => one.emoji === emoji) || undefined}
          aria-label={t("react.with", { emoji })}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </Menu.Item>
      ))}
      <Menu.Item className={classes["sign"] ?? ""} aria-label={t("react.pick")} onClick={onMore}>
        <IconDots size={18} aria-hidden />
      </Menu.Item>
    </div>
  );
}

/** The first one is what a double tap means. */
const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🙏"] as const;
export const DOUBLE_TAP = QUICK[0];
