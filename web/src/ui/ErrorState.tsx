import { Button } from "@mantine/core";

import { EmptyState } from "./EmptyState";

export interface ErrorStateProps {
  title: string;
  /** What happened and what to do. */
  text?: string;
  /** The way out. */
  actionLabel: string;
  onAction: () => void;
}

/** A part of the screen that could not be shown. Announced to screen readers. */
export function ErrorState({ title, text, actionLabel, onAction }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        illustration="trouble"
        title={title}
        {...(text === undefined ? {} : { text })}
        action={
          <Button mt="sm" onClick={onAction}>
            {actionLabel}
          </Button>
        }
      />
    </div>
  );
}
