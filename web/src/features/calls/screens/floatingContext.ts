import { createContext, use } from "react";

export interface Floating {
  /** The call floats above all windows now. */
  isOpen: boolean;
  /** `null` where the browser cannot, or has no picture to show. */
  open: (() => void) | null;
  close: () => void;
}

export const FloatingContext = createContext<Floating>({
  isOpen: false,
  open: null,
  close: () => undefined,
});

export function useFloating(): Floating {
  return use(FloatingContext);
}
