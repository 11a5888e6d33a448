/** Where the page starts: the messenger first, so that it connects while the screens load. */
import "@/theme/mantineStyles";
import "./page.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createQueryClient } from "@/api/queryClient";
import { startI18n } from "@/i18n";
import { mode, serverOrigin } from "@/lib/env";
import { logger } from "@/lib/logger";
import { startAppWorker } from "@/pwa/appWorker";
import { listenForInstall } from "@/pwa/install";
import { forgetShared } from "@/pwa/shared";
import { createMessenger } from "@/realtime/createMessenger";
import { App } from "./App";
import { showUnfinished } from "./unfinished";

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");

logger.info("started", { mode, server: serverOrigin });
const queryClient = createQueryClient();
const messenger = createMessenger({ queryClient });
void messenger.session.boot();
messenger.store.subscribe(({ session }, before) => {
  // The next person here has nothing to do with it.
  if (session.phase === "signedOut" && before.session.phase === "signedIn") void forgetShared();
});
listenForInstall();
startAppWorker();
try {
  await startI18n();
  createRoot(root).render(
    <StrictMode>
      <App messenger={messenger} queryClient={queryClient} />
    </StrictMode>,
  );
} catch (error) {
  showUnfinished(root);
  throw error;
}
