import { Notifications } from "@mantine/notifications";

import { Hints } from "@/ui/Hints";

/** What appears above every screen by itself: short notices, and the hints of buttons. */
export function Notices() {
  return (
    <>
      <Notifications position="top-center" />
      <Hints />
    </>
  );
}
