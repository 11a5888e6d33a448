import { useMemo, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";

import { PictureView } from "./PictureView";
import classes from "./TalkScreen.module.css";

export interface OwnPictureProps {
  track: MediaStreamTrack;
  /** In the corner, where it can be dragged away; else as large as its place. */
  corner: boolean;
}

/** One's own picture, as in a mirror. */
export function OwnPicture({ track, corner }: OwnPictureProps) {
  const { t } = useTranslation("calls");
  const stream = useMemo(() => new MediaStream([track]), [track]);
  const picture = <PictureView stream={stream} label={t("remote.ownPicture")} mirrored />;
  return corner ? <Draggable>{picture}</Draggable> : picture;
}

interface Shift {
  x: number;
  y: number;
}

/** Follows the finger and stays inside the window. */
function Draggable({ children }: { children: React.ReactNode }) {
  const [shift, setShift] = useState<Shift>({ x: 0, y: 0 });
  const drag = useRef<{ from: Shift; start: Shift; home: DOMRect } | null>(null);

  function begin(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = {
      from: { x: event.clientX, y: event.clientY },
      start: shift,
      home: new DOMRect(box.x - shift.x, box.y - shift.y, box.width, box.height),
    };
  }

  function move(event: PointerEvent<HTMLDivElement>): void {
    if (drag.current === null) return;
    const { from, start, home } = drag.current;
    setShift({
      x: within(start.x + event.clientX - from.x, -home.left, window.innerWidth - home.right),
      y: within(start.y + event.clientY - from.y, -home.top, window.innerHeight - home.bottom),
    });
  }

  return (
    <div
      className={classes["own"]}
      style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={() => (drag.current = null)}
      onPointerCancel={() => (drag.current = null)}
    >
      {children}
    </div>
  );
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
