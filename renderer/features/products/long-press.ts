import { useRef } from 'react';
import type { MouseEvent, PointerEvent } from 'react';

/** A finger that stays so long means it. */
const HOLD_MS = 480;
/** A finger that slides further than this is scrolling. */
const SLIDE_PX_MAX = 12;

type LongPress = {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onPointerLeave: () => void;
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly onClickCapture: (event: MouseEvent) => void;
};

/** Does something else for a long touch than for a short one. The short one is still `onClick`. */
export function useLongPress(onHold: () => void): LongPress {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const hasHeld = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      hasHeld.current = false;
      start.current = { x: event.clientX, y: event.clientY };
      stop();
      timer.current = setTimeout(() => {
        hasHeld.current = true;
        onHold();
      }, HOLD_MS);
    },
    onPointerMove: (event) => {
      const { x, y } = start.current;
      if (Math.hypot(event.clientX - x, event.clientY - y) > SLIDE_PX_MAX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    // A long touch asks for a menu on some screens; here it means the same as holding.
    onContextMenu: (event) => event.preventDefault(),
    onClickCapture: (event) => {
      if (!hasHeld.current) return;
      hasHeld.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
