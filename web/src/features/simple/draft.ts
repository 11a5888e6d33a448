/** What is being set up, before it is sent: mine, or what is proposed to somebody. */
import type { SimplePerson, SimpleSetup, User, UserId } from "@/api/types";

export interface Draft {
  enabled: boolean;
  people: readonly SimplePerson[];
}

/** More photos would not be large; the server holds to the same. */
export const PEOPLE_MAX = 8;

export function setupOf({ enabled, people }: Draft): SimpleSetup {
  return {
    enabled,
    people: people.map(({ user, call, answer }) => ({ userId: user.id, call, answer })),
  };
}

export function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(setupOf(a)) === JSON.stringify(setupOf(b));
}

/** A tap calls them with a picture; nobody is answered without a touch until somebody says so. */
export function withPerson(draft: Draft, user: User): Draft {
  if (draft.people.length >= PEOPLE_MAX || draft.people.some((one) => one.user.id === user.id)) {
    return draft;
  }
  return { ...draft, people: [...draft.people, { user, call: "video", answer: "never" }] };
}

export function withoutPerson(draft: Draft, userId: UserId): Draft {
  return { ...draft, people: draft.people.filter(({ user }) => user.id !== userId) };
}

export function withChange(
  draft: Draft,
  userId: UserId,
  change: Partial<Pick<SimplePerson, "call" | "answer">>,
): Draft {
  const people = draft.people.map((one) => (one.user.id === userId ? { ...one, ...change } : one));
  return { ...draft, people };
}

/** One place further to the front; the first stays where it is. */
export function movedUp(draft: Draft, userId: UserId): Draft {
  const at = draft.people.findIndex(({ user }) => user.id === userId);
  const [before, moved] = [draft.people[at - 1], draft.people[at]];
  if (before === undefined || moved === undefined) return draft;
  const people = [...draft.people];
  people.splice(at - 1, 2, moved, before);
  return { ...draft, people };
}

/** Those whose calls are answered without a touch. */
export function trusted({ people }: Draft): SimplePerson[] {
  return people.filter(({ answer }) => answer !== "never");
}
