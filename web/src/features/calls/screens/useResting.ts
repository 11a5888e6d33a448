import { useEffect, useState } from "react";

const RESTS_AFTER_MS = 4_000;

/** `true` once nobody has touched, moved or typed for a few seconds; never while not `enabled`. */
export function useResting(enabled: boolean): boolean {
  const [isResting, setResting] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    let timer: ReturnType<typeof setTimeout>;
    function stir(): void {
      setResting(false);
      clearTimeout(timer);
      timer = setTimeout(() => setResting(true), RESTS_AFTER_MS);
    }
    stir();
    for (const type of SIGNS_OF_LIFE) window.addEventListener(type, stir);
    return () => {
      clearTimeout(timer);
      setResting(false);
      for (const type of SIGNS_OF_LIFE) window.removeEventListener(type, stir);
    };
  }, [enabled]);
  return isResting;
}

const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
