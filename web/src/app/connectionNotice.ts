import type { ConnectionState } from "@/realtime/state";

/** What the thin bar says: a key of `common.connection`. */
export type ConnectionNotice =
  | { text: "offline" | "connecting" | "syncing"; action: null }
  | { text: "waiting"; action: "tryNow" | null }
  | { text: "replaced"; action: "useHere" };

export interface Trouble {
  /** The connection has been away for so long that it is worth a word. */
  lasting: boolean;
  /** An attempt has failed since it was away. */
  failed: boolean;
}

/** `null` says nothing: all is well, or may be in a moment. */
export function connectionNotice(
  connection: ConnectionState,
  { lasting, failed }: Trouble,
): ConnectionNotice | null {
  switch (connection.phase) {
    case "idle":
    case "online":
      return null;
    case "offline":
      return { text: "offline", action: null };
    case "replaced":
      return { text: "replaced", action: "useHere" };
    case "waiting":
      return lasting ? { text: "waiting", action: "tryNow" } : null;
    case "connecting":
      // Attempts alternate with pauses; the words stay, or they would flicker.
      if (failed) return { text: "waiting", action: null };
      return lasting ? { text: "connecting", action: null } : null;
    case "syncing":
      return lasting ? { text: "syncing", action: null } : null;
  }
}
