/** Addresses of our screens, so that no feature spells another one's path. */
export const paths = {
  home: "/",
  login: "/login",
  register: "/register",
  /** Asks for a letter with a link to a new password. */
  forgot: "/forgot",
  invite: (code: string) => `/invite/${encodeURIComponent(code)}`,
  /** Into a group, by its link. */
  join: (code: string) => `/join/${encodeURIComponent(code)}`,
  /** The first steps of a newcomer; without a stage: where they stopped. */
  welcome: (stage?: string) => (stage === undefined ? "/welcome" : `/welcome/${stage}`),
  /** For guests of calls; what opens the door stands behind the `#`. */
  guest: "/guest",
  chats: "/chats",
  chat: (chatId: string) => `/chats/${chatId}`,
  /** A chat that gets what another app shared. */
  chatWithShared: (chatId: string) => `/chats/${chatId}?shared`,
  calls: "/calls",
  connectionCheck: "/calls/check",
  call: (callId: string) => `/call/${callId}`,
  people: "/people",
  person: (userId: string) => `/people/${userId}`,
  /** Proposes simple mode to somebody. */
  simpleModeOf: (userId: string) => `/people/${userId}/simple`,
  settings: "/settings",
  settingsSimple: "/settings/simple",
  settingsSection: (section: string) => `/settings/${section}`,
} as const;
