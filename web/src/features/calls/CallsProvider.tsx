import type { ReactNode } from "react";

import { CallLauncherContext } from "@/hooks/callLauncher";

export interface CallsProviderProps {
  children: ReactNode;
}

/** Mounted by `app` above all signed-in screens: provides the launcher, shows calls over them. */
export function CallsProvider({ children }: CallsProviderProps) {
  return <CallLauncherContext value={null}>{children}</CallLauncherContext>;
}
