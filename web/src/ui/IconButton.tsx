import { ActionIcon, Tooltip, type ActionIconProps, type ElementProps } from "@mantine/core";
import type { ReactNode } from "react";

export interface IconButtonProps
  extends
    Omit<ActionIconProps, "children" | "aria-label">,
    Omit<ElementProps<"button", keyof ActionIconProps>, "aria-label" | "children"> {
  /** What it does, in words: the accessible name and the hint under the pointer. */
  label: string;
  icon: ReactNode;
}

/** A button that shows only an icon; never without a name. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} openDelay={500} withinPortal events={POINTER_AND_KEYBOARD}>
      <ActionIcon variant="subtle" color="gray" size={44} radius="xl" {...rest} aria-label={label}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

const POINTER_AND_KEYBOARD = { hover: true, focus: true, touch: false };
