export interface DocumentTitleParts {
  /** What is on screen; `null` for nothing in particular. */
  screen: string | null;
  appName: string;
  /** Unread messages in all chats. */
  unread: number;
}

/** The title of the browser's tab: "(3) Anna · Zvonilka". */
export function documentTitle({ screen, appName, unread }: DocumentTitleParts): string {
  const name = screen === null ? appName : `${screen} · ${appName}`;
  return unread > 0 ? `(${unreadBadge(unread)}) ${name}` : name;
}

/** A count that never grows wider than three characters. */
export function unreadBadge(unread: number): string {
  return unread > 99 ? "99+" : String(unread);
}
