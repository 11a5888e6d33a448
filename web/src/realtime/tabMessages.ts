import type { Session, UserId } from "@/api/types";
import type { TabChannel } from "@/lib/tabChannel";
import type { LocalFileId } from "./state";

/** What the tabs of one browser tell each other. */
export type TabMessage =
  /** A tab renewed the tokens: use these instead of asking for others. */
  | { type: "tokens"; session: Session }
  | { type: "signedIn"; userId: UserId }
  | { type: "signedOut" }
  /** Items were added to, or taken from, the stored outbox. */
  | { type: "outbox" }
  /** The tab that uploads is alive: bytes that have left, by file. */
  | { type: "uploading"; sentBytes: Record<LocalFileId, number> };

export type Tabs = TabChannel<TabMessage>;
