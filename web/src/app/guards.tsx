import { useEffect, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";

import { useSession } from "@/hooks/session";
import { BootStatus } from "./BootStatus";
import { guard, type Audience } from "./guard";

/** Routes below it are for signed-in people: others are sent to the log-in page, and back later. */
export function MembersOnly() {
  return <Guarded audience="members" />;
}

/** Routes below it are for people who are not signed in: others go on to where they wanted. */
export function GuestsOnly() {
  return <Guarded audience="guests" />;
}

/** Routes below it are for both; whoever signs in there goes on like from the other screens for guests. */
export function GuestsOrMembers() {
  const { phase } = useSession();
  const [wasGuest, setWasGuest] = useState(false);
  if (phase === "signedOut" && !wasGuest) setWasGuest(true);
  return phase === "signedIn" && !wasGuest ? <Outlet /> : <GuestsOnly />;
}

function Guarded({ audience }: { audience: Audience }) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const decision = guard(audience, session, pathname + search + hash, wanted.read());
  switch (decision.kind) {
    case "wait":
      return <BootStatus />;
    case "show":
      return <Outlet />;
    case "go":
      return <Leave to={decision.to} remember={decision.remember} />;
  }
}

/** Goes where it was first told to: what it was told came from what it changes. */
function Leave(props: { to: string; remember: string | null }) {
  const [{ to, remember }] = useState(props);
  useEffect(() => wanted.write(remember), [remember]);
  return <Navigate to={to} replace />;
}

const WANTED_KEY = "zvonilka.wanted";

/** In this tab only, and across a reload of it; the log-in page may lead through registration. */
const wanted = {
  read: () => sessionStorage.getItem(WANTED_KEY),
  write(address: string | null): void {
    if (address === null) sessionStorage.removeItem(WANTED_KEY);
    else sessionStorage.setItem(WANTED_KEY, address);
  },
};
