import { Stack } from "@mantine/core";

import { PasskeysPanel } from "./PasskeysPanel";
import { TwoStepPanel } from "./TwoStepPanel";

/** What else one signs in with than a password: a code besides it, or a passkey. */
export function SecuritySection() {
  return (
    <Stack gap="xl">
      <TwoStepPanel />
      <PasskeysPanel />
    </Stack>
  );
}
