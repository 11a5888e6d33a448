import { UnstyledButton } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import classes from "./MessageText.module.css";

export interface SpoilerProps {
  children: ReactNode;
}

/** Words that are covered until somebody asks to see them. */
export function Spoiler({ children }: SpoilerProps) {
  const { t } = useTranslation("writing");
  const [open, setOpen] = useState(false);
  if (open) return <span className={classes["revealed"]}>{children}</span>;
  return (
    <UnstyledButton
      component="span"
      role="button"
      tabIndex={0}
      className={classes["spoiler"]}
      aria-label={t("spoiler")}
      onClick={(event) => {
        event.stopPropagation();
        setOpen(true);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }
      }}
    >
      <span aria-hidden inert>
        {children}
      </span>
    </UnstyledButton>
  );
}
