import { lazy, Suspense, useEffect, useState } from "react";

import { useShortcut } from "../shortcuts/useShortcut";
import { onSwitcher } from "./switcher";

const Switcher = lazy(() => import("./Switcher"));

/** Listens for Ctrl-K; what it opens is fetched then. */
export function SwitcherHost() {
  const [text, setText] = useState<string | null>(null);
  useShortcut("search", () => setText(""));
  useEffect(() => onSwitcher(setText), []);
  if (text === null) return null;
  return (
    <Suspense>
      <Switcher initialText={text} onClose={() => setText(null)} />
    </Suspense>
  );
}
