import type { ReactNode } from "react";
import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { AppLogo } from "./AppLogo";
import classes from "./BootScreen.module.css";

export interface BootScreenProps {
  /** Why it takes so long, when it does. */
  children?: ReactNode;
}

/** The logo alone, until it is known whether somebody is signed in. */
export function BootScreen({ children }: BootScreenProps) {
  const { t } = useTranslation("common");
  return (
    <div className={classes["root"]}>
      <div className={classes["logo"]}>
        <AppLogo size={96} />
      </div>
      <div className={classes["words"]} role="status">
        {children ?? <VisuallyHidden>{t("loading")}</VisuallyHidden>}
      </div>
    </div>
  );
}
