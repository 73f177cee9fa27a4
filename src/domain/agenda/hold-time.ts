import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';

const MINUTE_MS = 60_000;

/** How long places are kept for somebody who books (RULES E3). */
const HOLD_MS = 15 * MINUTE_MS;
const EXTENSION_MS = 5 * MINUTE_MS;

/** More time may be asked this often (WCAG 2.2.1). */
export const EXTENSIONS_MAX = 10;

/** Until when places taken now are kept; places of an offer keep their deadline when it is later. */
export const holdEnd = (now: Instant, offerEndsAt: Instant | null): Instant =>
  laterOf(addMs(now, HOLD_MS), offerEndsAt);

export const extendedEnd = (endsAt: Instant): Instant => addMs(endsAt, EXTENSION_MS);

/** All the time that somebody may have from the moment they chose: extensions and the bank's page. */
const HOLD_MS_MOST = 2 * HOLD_MS + EXTENSIONS_MAX * EXTENSION_MS;

/**
 * While the bank's page is open the places are kept for the time of a whole booking. Opening it
 * again and again keeps them no longer than `HOLD_MS_MOST`.
 */
export function bankEnd(
  now: Instant,
  held: { readonly madeAt: Instant; readonly endsAt: Instant },
) {
  const most = addMs(held.madeAt, HOLD_MS_MOST);
  const wanted = addMs(now, HOLD_MS);
  return laterOf(wanted < most ? wanted : most, held.endsAt);
}

const laterOf = (one: Instant, other: Instant | null): Instant =>
  other !== null && other > one ? other : one;
