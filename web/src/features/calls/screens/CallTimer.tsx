import { useEffect, useState } from "react";

import { useMessenger } from "@/hooks/messengerContext";
import { clockText } from "@/lib/duration";

export interface CallTimerProps {
  /** Server time of the answer. */
  sinceMs: number;
}

/** How long the call has lasted. Silent for screen readers, who can read it when they want. */
export function CallTimer({ sinceMs }: CallTimerProps) {
  const messenger = useMessenger();
  const [now, setNow] = useState(() => messenger.serverNow());
  useEffect(() => {
    const id = setInterval(() => setNow(messenger.serverNow()), 500);
    return () => clearInterval(id);
  }, [messenger]);
  return (
    <span role="timer" aria-live="off">
      {clockText(now - sinceMs)}
    </span>
  );
}
