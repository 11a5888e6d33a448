import { useEffect } from "react";

import { useChatsLoaded } from "@/hooks/chats";
import { AppearanceSync } from "@/features/settings/AppearanceSync";
import { CallsProvider } from "@/features/calls/CallsProvider";
import { usePeopleEvents } from "@/hooks/contacts";
import { fetchSectionsAhead } from "./screens";
import { Shell } from "./Shell";

/** Everything that a signed-in person has around the screens, calls included. */
export function MembersFrame() {
  const stands = useChatsLoaded();
  useEffect(() => (stands ? fetchSectionsAhead() : undefined), [stands]);
  usePeopleEvents();
  return (
    <CallsProvider ready={stands}>
      <AppearanceSync />
      <Shell />
    </CallsProvider>
  );
}
