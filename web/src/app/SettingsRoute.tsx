import { SettingsScreen } from "@/features/settings/SettingsScreen";
import { SimpleSettings } from "@/features/simple/SimpleSettings";

/** `/settings/*`: the sections, one of which another feature has. */
export function SettingsRoute() {
  return <SettingsScreen simple={<SimpleSettings />} />;
}
