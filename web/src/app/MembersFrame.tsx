import { lazy, Suspense, useEffect, useState } from "react";
import { Navigate, useLocation } from "react-router";

import { useChatsLoaded } from "@/hooks/chats";
import { AppearanceSync } from "@/features/settings/AppearanceSync";
import { CallsProvider } from "@/features/calls/CallsProvider";
import { usePeopleEvents } from "@/hooks/contacts";
import { useMe } from "@/hooks/session";
import { useSimpleMode, useSimpleModeEvents } from "@/hooks/simpleMode";
import { paths } from "@/lib/paths";
import { isWelcomed, welcomeOf } from "@/lib/welcome";
import { BootScreen } from "@/ui/BootScreen";
import { fetchSectionsAhead, screens } from "./screens";
import { Shell } from "./Shell";

/** Everything that a signed-in person has around the screens, calls included. */
export function MembersFrame() {
  const stands = useChatsLoaded();
  useEffect(() => (stands ? fetchSectionsAhead() : undefined), [stands]);
  usePeopleEvents();
  useSimpleModeEvents();
  const leads = useLeadToWelcome();
  const { pathname } = useLocation();
  const simple = useSimpleMode();
  // The way out leads to its own settings.
  const isSimple = simple?.enabled === true && pathname !== paths.settingsSimple;
  return (
    <CallsProvider ready={stands}>
      <AppearanceSync />
      {isSimple ? (
        <Suspense fallback={<BootScreen />}>
          <SimpleFrame />
        </Suspense>
      ) : leads ? (
        <Navigate to={paths.welcome()} replace />
      ) : (
        <Shell />
      )}
      {simple !== undefined && simple.proposals.length > 0 && (
        <Suspense>
          <ProposalDialog proposals={simple.proposals} />
        </Suspense>
      )}
    </CallsProvider>
  );
}

const SimpleFrame = lazy(async () => ({ default: (await screens.simple()).SimpleFrame }));
const ProposalDialog = lazy(async () => ({
  default: (await import("@/features/simple/ProposalDialog")).ProposalDialog,
}));

/** Whether a newcomer who comes to the chats is led to the first screens instead: once, they may go away from there. */
function useLeadToWelcome(): boolean {
  const me = useMe();
  const { pathname } = useLocation();
  const [led, setLed] = useState(false);
  if (!led && pathname.startsWith(paths.welcome())) setLed(true);
  const isOpen = welcomeOf(me.settings) !== null && !isWelcomed(me.id);
  return !led && pathname === paths.chats && isOpen;
}
