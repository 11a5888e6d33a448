export const chats = {
  title: "Чаты",
} as const;
