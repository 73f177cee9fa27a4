import { useRef } from 'react';
import type { PointerEvent, RefObject } from 'react';

/** So far to the left, the hand means it. */
const SWIPE_PX_MIN = 110;
/** More up or down than that is scrolling. */
const SCROLL_PX_MAX = 24;
/** Under this nothing has begun: a touch trembles. */
const BEGIN_PX_MIN = 14;

type Swipe = {
  readonly row: RefObject<HTMLLIElement | null>;
  readonly wiped: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerCancel: () => void;
  };
};

/**
 * A wipe to the left over a row. The row follows the finger a little, so that it is felt; it says by
 * `data-swipe` how far it is, and the style sheet draws it. A button in it still takes its touches.
 */
export function useSwipeLeft(onSwipe: () => void): Swipe {
  const row = useRef<HTMLLIElement>(null);
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const end = () => {
    start.current = null;
    if (row.current === null) return;
    delete row.current.dataset['swipe'];
    row.current.style.removeProperty('--swipe');
  };
  const wiped: Swipe['wiped'] = {
    onPointerDown: (event) => {
      start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event) => {
      if (start.current === null || row.current === null) return;
      const left = start.current.x - event.clientX;
      if (Math.abs(event.clientY - start.current.y) > SCROLL_PX_MAX) {
        end();
        return;
      }
      if (left < BEGIN_PX_MIN) return;
      row.current.dataset['swipe'] = left >= SWIPE_PX_MIN ? 'far' : 'near';
      row.current.style.setProperty('--swipe', `${-Math.min(left, SWIPE_PX_MIN + 20)}px`);
    },
    onPointerUp: (event) => {
      const left = start.current === null ? 0 : start.current.x - event.clientX;
      end();
      if (left >= SWIPE_PX_MIN) onSwipe();
    },
    onPointerCancel: end,
  };
  return { row, wiped };
}
