export const auth = {
  title: "Log in",
} as const;
