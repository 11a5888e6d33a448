export const people = {
  title: "Люди",
} as const;
