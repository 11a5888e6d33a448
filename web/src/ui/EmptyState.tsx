import type { ReactNode } from "react";
import { Stack, Text, Title } from "@mantine/core";

import { Illustration, type IllustrationName } from "./Illustration";
import classes from "./EmptyState.module.css";

export interface EmptyStateProps {
  /** The drawing above the words. */
  illustration: IllustrationName;
  title: string;
  /** One sentence more. */
  text?: string;
  /** The way out: a button or link. */
  action?: ReactNode;
}

/** A screen or list with nothing in it, said kindly, with a way on. */
export function EmptyState({ illustration, title, text, action }: EmptyStateProps) {
  return (
    <Stack className={classes["root"]} align="center" justify="center" gap="xs">
      <Illustration name={illustration} />
      <Title order={3} ta="center">
        {title}
      </Title>
      {text !== undefined && (
        <Text c="dimmed" ta="center" maw={360}>
          {text}
        </Text>
      )}
      {action}
    </Stack>
  );
}
