import { UnstyledButton } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useEffect, useRef, useState, type MouseEvent } from "react";

import classes from "./HoldButton.module.css";

export interface HoldButtonProps {
  label: string;
  /** Said to whoever only taps. */
  hint: string;
  onHeld: () => void;
}

/** Longer than a child's chance touch. `HoldButton.module.css` fills in the same time. */
const HOLD_MS = 3_000;

/**
 * Does what it does only when it is held for a while. A keyboard or a screen reader presses it as any button: nobody can be
 * asked to hold a key, and a stray finger does not come that way.
 */
export function HoldButton({ label, hint, onHeld }: HoldButtonProps) {
  const [held, setHeld] = useState(false);
  const [tapped, setTapped] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function begin(): void {
    clearTimeout(timer.current);
    setHeld(true);
    timer.current = setTimeout(() => {
      setHeld(false);
      setTapped(false);
      onHeld();
    }, HOLD_MS);
  }

  function end(): void {
    clearTimeout(timer.current);
    setHeld(false);
  }

  function press(event: MouseEvent): void {
    if (event.detail === 0) onHeld();
    else setTapped(true);
  }

  return (
    <div className={classes["root"]}>
      <UnstyledButton
        className={classes["button"] ?? ""}
        data-held={held || undefined}
        onPointerDown={(event) => {
          if (event.button === 0) begin();
        }}
        onPointerUp={end}
        onPointerLeave={end}
        onPointerCancel={end}
        onContextMenu={(event) => event.preventDefault()}
        onClick={press}
      >
        <IconLock size={20} aria-hidden />
        {label}
      </UnstyledButton>
      <span className={classes["hint"]} role="status">
        {tapped || held ? hint : ""}
      </span>
    </div>
  );
}
