import { useEffect } from 'react';
import { ask } from '../stores/station-store.ts';

/** A double touch is over after that. */
const DOUBLE_TOUCH_MS = 400;
/** A finger lands so close to where it was. */
const DOUBLE_TOUCH_PX = 40;
/** A result that has just come cannot be meant by a touch that was already on its way. */
const RESULT_SHOWN_MS_MIN = 600;

/**
 * The second half of a double touch belongs to what was touched first. When something else has
 * taken that place meanwhile (a result after "Encaisser"), the second half does nothing. A touch
 * that met no button has no second half: the hand missed, and tries again.
 */
export function useDoubleTouchGuard(): void {
  useEffect(() => {
    let last: {
      readonly atMs: number;
      readonly x: number;
      readonly y: number;
      readonly on: Element | null;
      readonly name: string;
    } | null = null;
    const guard = (event: MouseEvent) => {
      // Enter and Space on a focused button come as a click without a place.
      if (event.detail === 0) return;
      const on = event.target instanceof Element ? event.target.closest('button') : null;
      const isSecondHalf =
        last?.on != null &&
        event.timeStamp - last.atMs < DOUBLE_TOUCH_MS &&
        Math.hypot(event.clientX - last.x, event.clientY - last.y) < DOUBLE_TOUCH_PX &&
        on !== last.on &&
        nameOf(on) !== last.name;
      if (isSecondHalf) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      last = { atMs: event.timeStamp, x: event.clientX, y: event.clientY, on, name: nameOf(on) };
    };
    window.addEventListener('click', guard, { capture: true });
    return () => window.removeEventListener('click', guard, { capture: true });
  }, []);
}

/** A button that was drawn anew is the same one for a hand: it bears the same name. */
const nameOf = (button: Element | null): string =>
  button?.getAttribute('aria-label') ?? button?.textContent ?? '';

/** Keys that only go to a button of the result. */
const WALKING_KEYS: ReadonlySet<string> = new Set(['Tab', 'Shift']);

/** Gone under the finger, a button of the result could not do its work: it ends with the click. */
const isOnResultButton = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('.result button') !== null;

/** A result stays until the next touch (RULES 4): any touch ends it, and still does its own work. */
export function useTouchEndsResult(resultId: string | null): void {
  useEffect(() => {
    if (resultId === null) return undefined;
    const shownAtMs = performance.now();
    const dismiss = () => {
      if (performance.now() - shownAtMs < RESULT_SHOWN_MS_MIN) return;
      ask({ kind: 'dismiss' }, `dismiss:${resultId}`);
    };
    const onTouch = (event: Event) => {
      if (!isOnResultButton(event)) dismiss();
    };
    const onKey = (event: KeyboardEvent) => {
      if (!WALKING_KEYS.has(event.key) && !isOnResultButton(event)) dismiss();
    };
    const onClick = (event: MouseEvent) => {
      if (isOnResultButton(event)) dismiss();
    };
    window.addEventListener('pointerdown', onTouch, { capture: true });
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', onTouch, { capture: true });
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('click', onClick, { capture: true });
    };
  }, [resultId]);
}
