import { Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useGoBack } from "@/hooks/goBack";
import { paths } from "@/lib/paths";
import { IconButton } from "@/ui/IconButton";
import type { Section } from "./sections";
import classes from "./SettingsPanel.module.css";

export interface SettingsPanelProps {
  section: Section;
  children: ReactNode;
}

/** One section: its heading, with a way back where the list is not beside it. */
export function SettingsPanel({ section, children }: SettingsPanelProps) {
  const { t } = useTranslation("settings");
  const goBack = useGoBack(paths.settings);
  const title = t(`sections.${section}.title`);
  return (
    <section className={classes["root"]} aria-label={title}>
      <header className={classes["header"]}>
        <div className={classes["back"]}>
          <IconButton label={t("back")} icon={<IconArrowLeft />} onClick={goBack} />
        </div>
        <Title order={2} size="h3">
          {title}
        </Title>
      </header>
      <div className={classes["content"]}>{children}</div>
    </section>
  );
}
