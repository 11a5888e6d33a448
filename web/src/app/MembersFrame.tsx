import { useEffect } from "react";

import { AppearanceSync } from "@/features/settings/AppearanceSync";
import { CallsProvider } from "@/features/calls/CallsProvider";
import { usePeopleEvents } from "@/hooks/contacts";
import { fetchSectionsAhead } from "./screens";
import { Shell } from "./Shell";

/** Everything that a signed-in person has around the screens, calls included. */
export function MembersFrame() {
  useEffect(() => fetchSectionsAhead(), []);
  usePeopleEvents();
  return (
    <CallsProvider>
      <AppearanceSync />
      <Shell />
    </CallsProvider>
  );
}
