import { useEffect } from "react";

const BLINK_MS = 1_000;

/** While a call comes in, the tab's title alternates with who calls; `null` leaves it alone. */
export function useRingingTitle(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const before = document.title;
    let shows = false;
    function blink(): void {
      shows = !shows;
      document.title = shows ? `☎ ${text}` : before;
    }
    blink();
    const id = setInterval(blink, BLINK_MS);
    return () => {
      clearInterval(id);
      document.title = before;
    };
  }, [text]);
}
