import { fetchTextsAhead } from "@/i18n";

/**
 * The screens but the list of chats, which is what most people open: each feature a file of its own
 * that is fetched when it is wanted.
 */
export const screens = {
  auth: () => import("@/features/auth/routes"),
  simple: () => import("./SimpleFrame"),
  propose: () => import("@/features/simple/ProposeScreen"),
  welcome: () => import("./WelcomeRoute"),
  chat: () => import("@/features/chats/chatRoutes"),
  guest: () => import("@/features/calls/guest/GuestScreen"),
  calls: () => import("@/features/calls/routes"),
  check: () => import("@/features/calls/check/CheckScreen"),
  people: () => import("@/features/people/routes"),
  settings: () => import("./SettingsRoute"),
};

const FETCH_AHEAD_AFTER = 3_000;

/**
 * When the first screen stands: the others then open at once, and without a network too. A chat
 * comes first, it is opened first. Returns the way to call it off.
 */
export function fetchSectionsAhead(): () => void {
  fetchAhead("chat");
  const id = setTimeout(() => {
    for (const section of ["calls", "check", "people", "settings"] as const) fetchAhead(section);
    fetchTextsAhead();
  }, FETCH_AHEAD_AFTER);
  return () => clearTimeout(id);
}

/** Where it fails now, the one who goes there is told. */
function fetchAhead(section: keyof typeof screens): void {
  screens[section]().catch(() => undefined);
}
