import { Text } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./Facts.module.css";

/** A list of names and values, as on a profile. Holds `Fact`s. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes["list"]}>{children}</dl>;
}

export interface FactProps {
  label: string;
  children: ReactNode;
  /** A button at the end, to copy the value. */
  action?: ReactNode;
}

export function Fact({ label, children, action }: FactProps) {
  return (
    <div className={classes["fact"]}>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <dd className={classes["value"]}>
        <span className={classes["words"]}>{children}</span>
        {action}
      </dd>
    </div>
  );
}
