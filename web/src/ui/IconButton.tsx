import { ActionIcon, type ActionIconProps, type ElementProps } from "@mantine/core";
import type { ReactNode } from "react";

export interface IconButtonProps
  extends
    Omit<ActionIconProps, "children" | "aria-label">,
    Omit<ElementProps<"button", keyof ActionIconProps>, "aria-label" | "children"> {
  /** What it does, in words: the accessible name and the hint under the pointer. */
  label: string;
  icon: ReactNode;
}

/** A button that shows only an icon; never without a name. `Hints` shows the name as its hint. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      radius="xl"
      {...rest}
      aria-label={label}
      data-hint
    >
      {icon}
    </ActionIcon>
  );
}
