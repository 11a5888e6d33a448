import { useEffect, useEffectEvent, type PointerEvent } from "react";

import { useCallDesk } from "./deskContext";

export interface HoldToTalk {
  onPointerDown: (event: PointerEvent<HTMLButtonElement>) => void;
  onPointerUp: () => void;
  onPointerCancel: () => void;
}

/** Push to talk: the microphone is on while the button, or the space bar, is held. */
export function useHoldToTalk(enabled: boolean): HoldToTalk {
  const desk = useCallDesk();
  const talk = useEffectEvent((on: boolean) => desk.setMuted(!on));
  useEffect(() => {
    if (!enabled) return;
    let isHeld = false;
    function down(event: KeyboardEvent): void {
      if (event.code !== "Space" || isElsewhere(event.target)) return;
      // Else it would press the button that has the focus.
      event.preventDefault();
      if (event.repeat || isHeld) return;
      isHeld = true;
      talk(true);
    }
    function up(event: KeyboardEvent): void {
      if (event.code !== "Space" || !isHeld) return;
      event.preventDefault();
      release();
    }
    /** A key that is let go in another window is not heard of. */
    function release(): void {
      if (!isHeld) return;
      isHeld = false;
      talk(false);
    }
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", release);
    return () => {
      release();
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", release);
    };
  }, [enabled]);
  return {
    onPointerDown(event) {
      event.currentTarget.setPointerCapture(event.pointerId);
      desk.setMuted(false);
    },
    onPointerUp: () => desk.setMuted(true),
    onPointerCancel: () => desk.setMuted(true),
  };
}

/** Where the space bar means something else: in a field, and on what can be pressed outside the call. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) {
    return true;
  }
  return target.closest("button, a, [role]") !== null && target.closest(IN_CALL) === null;
}

const IN_CALL = "[data-call-phase], [data-group-call]";
