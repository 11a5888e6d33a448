import { createContext, use } from "react";

/** `files`: nothing is made smaller. */
export type ChosenAs = "media" | "files";

export interface Attach {
  /** Shows what is about to be sent, and sends it when the person says so. */
  choose: (files: readonly File[], as: ChosenAs) => void;
}

export const AttachContext = createContext<Attach | null>(null);

/** Of the open chat. Only inside an `AttachArea`. */
export function useAttach(): Attach {
  const attach = use(AttachContext);
  if (attach === null) throw new Error("useAttach needs an AttachArea above");
  return attach;
}
