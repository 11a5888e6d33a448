import { Button, Group } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import classes from "./CheckScreen.module.css";
import type { ConnectionCheck } from "./connectionCheck";
import type { SpeakerFinding } from "./verdicts";

export interface SpeakerQuestionProps {
  finding: SpeakerFinding | undefined;
  check: ConnectionCheck;
}

/** Only ears can tell whether it was heard. */
export function SpeakerQuestion({ finding, check }: SpeakerQuestionProps) {
  const { t } = useTranslation("check");
  return (
    <Group gap="xs" className={classes["question"] ?? ""}>
      {finding === "asked" && (
        <>
          <Button size="compact-md" onClick={() => check.heard(true)}>
            {t("yes")}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => check.heard(false)}>
            {t("no")}
          </Button>
        </>
      )}
      <Button
        size="compact-md"
        variant="light"
        leftSection={<IconVolume size={18} />}
        onClick={() => check.playTone()}
      >
        {finding === undefined ? t("play") : t("playAgain")}
      </Button>
    </Group>
  );
}
