import { useCallback, useEffect, useState } from "react";

export interface Waiting {
  /** Whole seconds until the next try is allowed; 0 when it is. */
  secondsLeft: number;
  /** Begins to wait. */
  wait(ms: number): void;
}

/** Counts down the time for which the server asked us to wait. */
export function useWaiting(): Waiting {
  const [secondsLeft, setSecondsLeft] = useState(0);
  const [until, setUntil] = useState<number | null>(null);

  useEffect(() => {
    if (until === null) return;
    const id = setInterval(() => {
      const left = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setSecondsLeft(left);
      if (left === 0) setUntil(null);
    }, 250);
    return () => clearInterval(id);
  }, [until]);

  const wait = useCallback((ms: number) => {
    setSecondsLeft(Math.ceil(ms / 1000));
    setUntil(Date.now() + ms);
  }, []);
  return { secondsLeft, wait };
}
