import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";

import classes from "./SelectMark.module.css";

export interface SelectMarkProps {
  selected: boolean;
  /** Of a message of mine, which stands at the other side. */
  own: boolean;
  /** The message's words. */
  label: string;
  onToggle: () => void;
}

/** While messages are being selected: the mark of one. The whole row can be pressed. */
export function SelectMark({ selected, own, label, onToggle }: SelectMarkProps) {
  const { t } = useTranslation("actions");
  return (
    <label className={classes["root"]} data-own={own || undefined}>
      <Checkbox
        checked={selected}
        onChange={onToggle}
        radius="xl"
        className={classes["check"] ?? ""}
        aria-label={t("select.one", { text: label })}
      />
    </label>
  );
}
