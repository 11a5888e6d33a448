import type { User, UserId } from "@/api/types";

/** The names of those whom the server refused to add, as far as they were among the chosen. */
export function refusedNames(refused: readonly UserId[], people: readonly User[]): string[] {
  const ids = new Set(refused);
  return people.filter((user) => ids.has(user.id)).map((user) => user.displayName);
}
