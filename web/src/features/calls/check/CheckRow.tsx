import { Text, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./CheckScreen.module.css";
import { StateSign } from "./StateSign";
import type { CheckLine } from "./verdicts";
import type { LineWords } from "./words";

export interface CheckRowProps {
  line: CheckLine;
  words: LineWords;
  children: ReactNode;
}

/** One thing that was looked at: how it is, in words, and what to do. */
export function CheckRow({ line, words, children }: CheckRowProps) {
  const { t } = useTranslation("check");
  const { state, text, figures, remedy } = words;
  return (
    <li className={classes["row"]} data-check-line={line} data-check-state={state}>
      <StateSign state={state} size={24} />
      <div className={classes["words"]}>
        <Text fw={600}>
          {t(`line.${line}`)}
          <VisuallyHidden>: {t(`state.${state}`)}</VisuallyHidden>
        </Text>
        <Text size="sm">{text}</Text>
        {figures !== null && (
          <Text size="sm" c="dimmed" className={classes["figures"] ?? ""}>
            <VisuallyHidden>{t("figures.label")}: </VisuallyHidden>
            {figures}
          </Text>
        )}
        {remedy !== null && (
          <Text size="sm" className={classes["remedy"] ?? ""}>
            {remedy}
          </Text>
        )}
        {children}
      </div>
    </li>
  );
}
