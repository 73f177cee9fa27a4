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

/** While the bank's page is open, the places are kept for the time of a whole booking. */
export const bankEnd = (now: Instant, endsAt: Instant): Instant =>
  laterOf(addMs(now, HOLD_MS), endsAt);

const laterOf = (one: Instant, other: Instant | null): Instant =>
  other !== null && other > one ? other : one;
