import { create } from 'zustand';

/** What this kiosk sells most: how often each article was touched, day by day, kept by the page. */

const KEPT_AS = 'favourites';
const DAYS_KEPT = 7;
const SHOWN_MAX = 12;
/** An article that was touched less often is nobody's favourite. */
const TOUCHES_MIN = 3;

type TouchesByDay = Readonly<Record<string, Readonly<Record<string, number>>>>;

const useTouches = create<{ readonly byDay: TouchesByDay }>(() => ({ byDay: read() }));

export function countTouch(productId: string, today: string): void {
  const { byDay } = useTouches.getState();
  const counts = byDay[today] ?? {};
  const days = Object.keys({ ...byDay, [today]: counts })
    .toSorted()
    .slice(-DAYS_KEPT);
  const next = Object.fromEntries(
    days.map((day) => [
      day,
      day === today ? { ...counts, [productId]: (counts[productId] ?? 0) + 1 } : (byDay[day] ?? {}),
    ]),
  );
  useTouches.setState({ byDay: next });
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing has favourites until it is closed.
  }
}

/** The articles touched most in the last seven days, the first one first. */
export function useFavourites(): readonly string[] {
  const byDay = useTouches((touches) => touches.byDay);
  return rankFavourites(byDay);
}

function rankFavourites(byDay: TouchesByDay): readonly string[] {
  const sums = new Map<string, number>();
  for (const counts of Object.values(byDay)) {
    for (const [id, count] of Object.entries(counts)) sums.set(id, (sums.get(id) ?? 0) + count);
  }
  return [...sums]
    .filter(([, count]) => count >= TOUCHES_MIN)
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, SHOWN_MAX)
    .map(([id]) => id);
}

function read(): TouchesByDay {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}');
    return isTouches(kept) ? kept : {};
  } catch {
    return {};
  }
}

// Functions, not constants: the store reads while this file is still being run.
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTouches(value: unknown): value is TouchesByDay {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (counts) =>
        isRecord(counts) && Object.values(counts).every((count) => typeof count === 'number'),
    )
  );
}
