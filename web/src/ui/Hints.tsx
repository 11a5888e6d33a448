import { Tooltip } from "@mantine/core";
import { useEffect, useState } from "react";

const OPEN_AFTER_MS = 500;

interface Hint {
  target: HTMLElement;
  label: string;
}

/**
 * The hints of all buttons without words, mounted once for the page: the name of what the pointer
 * rests on, or what the keyboard is on. Fingers and presses open none.
 */
export function Hints() {
  const [hint, setHint] = useState<Hint | null>(null);
  const [opened, setOpened] = useState(false);

  useEffect(() => {
    let timer = 0;
    let target: HTMLElement | null = null;

    function point(at: HTMLElement | null): void {
      if (at === target) return;
      hide();
      target = at;
      if (at !== null) timer = window.setTimeout(() => show(at), OPEN_AFTER_MS);
    }
    function show(at: HTMLElement): void {
      const label = at.getAttribute("aria-label");
      if (label === null || !at.isConnected) return;
      setHint({ target: at, label });
      setOpened(true);
    }
    function hide(): void {
      clearTimeout(timer);
      target = null;
      setOpened(false);
    }

    const done = new AbortController();
    const on = <Type extends keyof DocumentEventMap>(
      type: Type,
      listener: (event: DocumentEventMap[Type]) => void,
    ) => document.addEventListener(type, listener, { signal: done.signal });
    on("pointerover", (event) => {
      if (event.pointerType !== "touch") point(hintedAt(event.target));
    });
    on("focusin", ({ target: at }) => {
      if (at instanceof HTMLElement && at.matches(":focus-visible")) point(hintedAt(at));
    });
    on("focusout", hide);
    on("pointerdown", hide);
    on("keydown", hide);
    document.documentElement.addEventListener("pointerleave", hide, { signal: done.signal });
    return () => {
      done.abort();
      clearTimeout(timer);
    };
  }, []);

  return hint === null ? null : (
    <Tooltip target={hint.target} label={hint.label} opened={opened} withinPortal />
  );
}

function hintedAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-hint]") : null;
}
