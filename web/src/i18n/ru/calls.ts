export const calls = {
  title: "Звонки",
} as const;
