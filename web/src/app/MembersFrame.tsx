import { useEffect, useState } from "react";
import { Navigate, useLocation } from "react-router";

import { useChatsLoaded } from "@/hooks/chats";
import { AppearanceSync } from "@/features/settings/AppearanceSync";
import { CallsProvider } from "@/features/calls/CallsProvider";
import { usePeopleEvents } from "@/hooks/contacts";
import { useMe } from "@/hooks/session";
import { paths } from "@/lib/paths";
import { isWelcomed, welcomeOf } from "@/lib/welcome";
import { fetchSectionsAhead } from "./screens";
import { Shell } from "./Shell";

/** Everything that a signed-in person has around the screens, calls included. */
export function MembersFrame() {
  const stands = useChatsLoaded();
  useEffect(() => (stands ? fetchSectionsAhead() : undefined), [stands]);
  usePeopleEvents();
  const leads = useLeadToWelcome();
  return (
    <CallsProvider ready={stands}>
      <AppearanceSync />
      {leads ? <Navigate to={paths.welcome()} replace /> : <Shell />}
    </CallsProvider>
  );
}

/** Whether a newcomer who comes to the chats is led to the first screens instead: once, they may go away from there. */
function useLeadToWelcome(): boolean {
  const me = useMe();
  const { pathname } = useLocation();
  const [led, setLed] = useState(false);
  if (!led && pathname.startsWith(paths.welcome())) setLed(true);
  const isOpen = welcomeOf(me.settings) !== null && !isWelcomed(me.id);
  return !led && pathname === paths.chats && isOpen;
}
