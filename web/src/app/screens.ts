/** The screens, each feature a file of its own that is fetched when it is wanted. */
export const screens = {
  frame: () => import("./MembersFrame"),
  auth: () => import("@/features/auth/routes"),
  chats: () => import("@/features/chats/routes"),
  calls: () => import("@/features/calls/routes"),
  people: () => import("@/features/people/routes"),
  settings: () => import("@/features/settings/routes"),
};

/** After the first screen stands: the others then open at once, and without a network too. */
const FETCH_AHEAD_AFTER = 3_000;

/** Returns the way to call it off. */
export function fetchSectionsAhead(): () => void {
  const id = setTimeout(() => {
    for (const section of ["chats", "calls", "people", "settings"] as const) {
      // Where it fails now, the one who goes there is told.
      screens[section]().catch(() => undefined);
    }
  }, FETCH_AHEAD_AFTER);
  return () => clearTimeout(id);
}
