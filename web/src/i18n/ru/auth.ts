export const auth = {
  title: "Вход",
} as const;
