import { useEffect, useState } from "react";

import { useConnection } from "@/hooks/session";
import { connectionNotice, type ConnectionNotice } from "./connectionNotice";

/** Most reconnections are quicker, and not worth a word. Milliseconds. */
const WORTH_A_WORD = 1_000;

export function useConnectionNotice(): ConnectionNotice | null {
  const connection = useConnection();
  const away = connection.phase !== "online" && connection.phase !== "idle";
  const [lasting, setLasting] = useState(false);
  const [failed, setFailed] = useState(false);
  if (!away && lasting) setLasting(false);
  if (!away && failed) setFailed(false);
  if (connection.phase === "waiting" && lasting && !failed) setFailed(true);

  useEffect(() => {
    if (!away) return;
    const id = setTimeout(() => setLasting(true), WORTH_A_WORD);
    return () => clearTimeout(id);
  }, [away]);
  return connectionNotice(connection, { lasting, failed });
}
