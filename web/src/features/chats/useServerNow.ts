import { useEffect, useState } from "react";

import { useMessenger } from "@/hooks/messengerContext";

const EVERY_MS = 30_000;

/** The server's time, fresh to half a minute: for "five minutes ago" and the names of days. */
export function useServerNow(): number {
  const messenger = useMessenger();
  const [now, setNow] = useState(() => messenger.serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(messenger.serverNow()), EVERY_MS);
    return () => clearInterval(timer);
  }, [messenger]);
  return now;
}
