import { Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

import classes from "./WelcomeScreen.module.css";

export interface MatterProps {
  icon: ReactNode;
  title: string;
  /** Why, said before any browser asks. */
  text?: ReactNode;
  /** It is done: the word for it stands in the place of the reason. */
  done?: string | null;
  children?: ReactNode;
}

/** One thing to settle, with its reason and what one may do. */
export function Matter({ icon, title, text, done = null, children }: MatterProps) {
  return (
    <section className={classes["matter"]} aria-label={title}>
      <div className={classes["matterHead"]}>
        <span className={classes["sign"]} aria-hidden>
          {done === null ? icon : <IconCheck size={24} />}
        </span>
        <div className={classes["matterWords"]}>
          <Text fw={600}>{title}</Text>
          <div role="status">{done !== null && <Text size="sm">{done}</Text>}</div>
          {done === null && text !== undefined && (
            <Text size="sm" c="dimmed" component="div">
              {text}
            </Text>
          )}
        </div>
      </div>
      {children}
    </section>
  );
}
