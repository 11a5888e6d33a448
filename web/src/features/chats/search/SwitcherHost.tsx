import { notifications } from "@mantine/notifications";
import { useEffect, useRef, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";

import { useShortcut } from "../shortcuts/useShortcut";
import { holdKeys } from "./holdKeys";
import type { SwitcherProps } from "./Switcher";
import { fetchSwitcher, onSwitcher } from "./switcher";

/** Listens for Ctrl-K. What it opens may still have to be fetched: what is typed meanwhile is kept for it. */
export function SwitcherHost() {
  const { t } = useTranslation("errors");
  const [text, setText] = useState<string | null>(null);
  const [Switcher, setSwitcher] = useState<ComponentType<SwitcherProps> | null>(null);
  const before = useRef<Element | null>(null);
  const isWanted = text !== null;
  const isAwaited = isWanted && Switcher === null;

  function open(words: string): void {
    before.current = document.activeElement;
    setText(words);
  }

  useShortcut("search", () => open(""));
  useEffect(() => onSwitcher(open), []);
  useEffect(() => {
    if (!isWanted) return undefined;
    // Whoever only looked writes on where they wrote, from the next key on.
    return () => {
      const isFree = document.activeElement === document.body;
      if (isFree && before.current instanceof HTMLElement) before.current.focus();
    };
  }, [isWanted]);
  useEffect(() => {
    if (!isAwaited) return undefined;
    fetchSwitcher().then(
      (part) => setSwitcher(() => part.default),
      () => {
        setText(null);
        notifications.show({ message: t("network"), color: "red" });
      },
    );
    return holdKeys((edit) => setText((held) => (held === null ? null : edit(held))));
  }, [isAwaited, t]);

  if (text === null || Switcher === null) return null;
  return <Switcher initialText={text} onClose={() => setText(null)} />;
}
