import { paths } from "@/lib/paths";

/** The parts of the app that one switches between, in the order of the tabs. */
export const sections = ["chats", "calls", "people", "settings"] as const;
export type Section = (typeof sections)[number];

/** Which part an address belongs to; `null` for none. */
export function sectionOf(pathname: string): Section | null {
  return sections.find((section) => isBelow(pathname, paths[section])) ?? null;
}

/** The chat that is open at an address. */
export function openChatOf(pathname: string): string | null {
  const [, top, chatId] = pathname.split("/");
  return `/${top ?? ""}` === paths.chats && chatId !== undefined && chatId !== "" ? chatId : null;
}

function isBelow(pathname: string, top: string): boolean {
  return pathname === top || pathname.startsWith(`${top}/`);
}
