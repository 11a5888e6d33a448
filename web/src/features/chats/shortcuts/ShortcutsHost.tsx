import { useDisclosure } from "@mantine/hooks";
import { Suspense } from "react";

import { ShortcutsSheet, useEverOpened } from "../list/late";
import { useShortcut } from "./useShortcut";

/** Listens for `?`. */
export function ShortcutsHost() {
  const [opened, { open, close }] = useDisclosure(false);
  const everOpened = useEverOpened(opened);
  useShortcut("help", open);
  return everOpened ? (
    <Suspense>
      <ShortcutsSheet opened={opened} onClose={close} />
    </Suspense>
  ) : null;
}
