import { useEffect, useRef, type RefObject } from "react";
import { useLocation } from "react-router";

import { sectionOf } from "./sections";

/**
 * After a move to another screen the keyboard goes on from its content: when the focused element
 * went away with the old screen, or the section changed and the new one took no focus itself.
 */
export function useFocusOnNavigation(content: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    const sectionChanged = sectionOf(before.current) !== sectionOf(pathname);
    before.current = pathname;
    const focused = document.activeElement;
    const lost = focused === null || focused === document.body;
    const elsewhere = content.current?.contains(focused) !== true;
    const inDialog = focused?.closest("[role=dialog]") != null;
    if (lost || (sectionChanged && elsewhere && !inDialog)) {
      content.current?.focus({ preventScroll: true });
    }
  }, [pathname, content]);
}
