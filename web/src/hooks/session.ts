import { useStore } from "zustand";

import type { Me } from "@/api/types";
import type { ConnectionState, SessionState } from "@/realtime/state";
import { useMessenger } from "./messengerContext";

export function useSession(): SessionState {
  return useStore(useMessenger().store, (state) => state.session);
}

/** My own account. Only below the guard, where somebody is signed in. */
export function useMe(): Me {
  const session = useSession();
  if (session.phase !== "signedIn") throw new Error("useMe is used outside the session guard");
  return session.me;
}

export function useConnection(): ConnectionState {
  return useStore(useMessenger().store, (state) => state.connection);
}
