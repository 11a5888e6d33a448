import { useEffect } from "react";

const BLINK_MS = 1_000;

/** While a call comes in, the tab's title alternates with who calls; `null` leaves it alone. */
export function useRingingTitle(text: string | null): void {
  useEffect(() => {
    if (text === null) return;
    const ours = `☎ ${text}`;
    let usual = document.title;
    function blink(): void {
      if (document.title === ours) {
        document.title = usual;
        return;
      }
      // The app may have changed it meanwhile: that is what to come back to.
      usual = document.title;
      document.title = ours;
    }
    blink();
    const id = setInterval(blink, BLINK_MS);
    return () => {
      clearInterval(id);
      if (document.title === ours) document.title = usual;
    };
  }, [text]);
}
