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
  chats: "/chats",
  chat: (chatId: string) => `/chats/${chatId}`,
  calls: "/calls",
  connectionCheck: "/calls/check",
  call: (callId: string) => `/call/${callId}`,
  people: "/people",
  person: (userId: string) => `/people/${userId}`,
  settings: "/settings",
  settingsSection: (section: string) => `/settings/${section}`,
} as const;
