import { useRef, useState, type MouseEvent, type PointerEvent, type ReactNode } from "react";

export interface DraggableProps {
  className: string | undefined;
  children: ReactNode;
}

interface Point {
  x: number;
  y: number;
}

/** Less is a press with an unsteady hand. */
const DRAG_FROM_PX = 6;

/** Follows the finger and stays inside the window; what it holds can still be pressed. */
export function Draggable({ className, children }: DraggableProps) {
  const [shift, setShift] = useState<Point>({ x: 0, y: 0 });
  const drag = useRef<{ from: Point; start: Point; home: DOMRect; moved: boolean } | null>(null);
  const swallowsClick = useRef(false);

  function begin(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    swallowsClick.current = false;
    drag.current = {
      from: { x: event.clientX, y: event.clientY },
      start: shift,
      home: new DOMRect(box.x - shift.x, box.y - shift.y, box.width, box.height),
      moved: false,
    };
  }

  function move(event: PointerEvent<HTMLDivElement>): void {
    const current = drag.current;
    if (current === null) return;
    // Let go outside, before the drag had begun.
    if (event.buttons === 0) {
      finish();
      return;
    }
    const x = event.clientX - current.from.x;
    const y = event.clientY - current.from.y;
    if (!current.moved) {
      if (Math.hypot(x, y) < DRAG_FROM_PX) return;
      current.moved = true;
      swallowsClick.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const { start, home } = current;
    setShift({
      x: within(start.x + x, -home.left, window.innerWidth - home.right),
      y: within(start.y + y, -home.top, window.innerHeight - home.bottom),
    });
  }

  function finish(): void {
    drag.current = null;
  }

  return (
    <div
      className={className}
      style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={finish}
      onPointerCancel={finish}
      onClickCapture={(event: MouseEvent) => {
        if (!swallowsClick.current) return;
        swallowsClick.current = false;
        event.stopPropagation();
        event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}

function within(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
