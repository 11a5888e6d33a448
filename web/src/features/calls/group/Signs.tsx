import { ActionIcon, Button, Group, Paper } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { SIGNS } from "./floor";
import classes from "./GroupScreen.module.css";

export interface SignsProps {
  /** This person's hand is raised. */
  raised: boolean;
  onHand: (raised: boolean) => void;
  onSign: (emoji: string) => void;
}

/** What one says without speaking: a raised hand, and signs that everybody sees for a moment. */
export function Signs({ raised, onHand, onSign }: SignsProps) {
  const { t } = useTranslation("room");
  return (
    <Paper className={classes["signs"] ?? ""} shadow="lg" radius="xl" p="xs">
      <Group gap={4} justify="center" role="group" aria-label={t("floor.open")}>
        {SIGNS.map((emoji) => (
          <ActionIcon
            key={emoji}
            variant="subtle"
            color="gray"
            size={44}
            radius="xl"
            aria-label={t("floor.sign", { emoji })}
            onClick={() => onSign(emoji)}
          >
            <span className={classes["emoji"]} aria-hidden>
              {emoji}
            </span>
          </ActionIcon>
        ))}
        <Button
          variant={raised ? "filled" : "light"}
          radius="xl"
          size="md"
          leftSection={<IconHandStop size={20} />}
          aria-pressed={raised}
          onClick={() => onHand(!raised)}
        >
          {raised ? t("floor.lower") : t("floor.raise")}
        </Button>
      </Group>
    </Paper>
  );
}
