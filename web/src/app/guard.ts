/**
 * Who may see which screen. Decides only; `guards.tsx` asks it and goes there.
 */
import { paths } from "@/lib/paths";
import type { SessionState } from "@/realtime/state";

/** For signed-in people, or for those who are about to be. */
export type Audience = "members" | "guests";

export type GuardDecision =
  | { kind: "wait" }
  | { kind: "show" }
  /** `remember` is where the person wanted to go, to be taken there after the log-in. */
  | { kind: "go"; to: string; remember: string | null };

/**
 * @param here the address asked for: path, query and fragment
 * @param wanted what was remembered before, if anything
 */
export function guard(
  audience: Audience,
  session: SessionState,
  here: string,
  wanted: string | null,
): GuardDecision {
  switch (session.phase) {
    case "booting":
      return { kind: "wait" };
    case "signedIn":
      return audience === "members"
        ? { kind: "show" }
        : { kind: "go", to: ownAddress(wanted) ?? paths.chats, remember: null };
    case "signedOut":
      if (audience === "guests") return { kind: "show" };
      // Who logs out is done here; the next one to log in begins at the chats.
      return {
        kind: "go",
        to: paths.login,
        remember: session.reason === "signedOut" ? null : here,
      };
  }
}

/** The address if it is one of this page, and not of a screen for guests. */
function ownAddress(address: string | null): string | null {
  if (address === null || !/^\/(?![/\\])/.test(address)) return null;
  const isForGuests = [paths.login, paths.register, paths.forgot, paths.invite("")].some((path) =>
    address.startsWith(path),
  );
  return isForGuests ? null : address;
}
