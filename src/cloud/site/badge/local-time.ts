import { Temporal, instantFromMs } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';

/** Days and hours as people type them, at the place where they were. */

/** `2026-11-03`; null when there is no such day. */
export function readDay(text: string): Day | null {
  const day = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const ms = Date.parse(`${day}T12:00:00Z`);
  const isThere = !Number.isNaN(ms) && instantFromMs(ms).startsWith(day);
  return isThere ? (day as Day) : null;
}

export type LocalHour = { readonly hour: number; readonly minute: number };

/** `17:30`, `17h30`, `17 h`; null when it is no hour. */
export function readHour(text: string): LocalHour | null {
  const match = /^\s*(\d{1,2})\s*[:hH.]\s*(\d{2})?\s*$/.exec(text);
  if (match === null) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  return hour > 23 || minute > 59 ? null : { hour, minute };
}

/**
 * The moment of an hour at a place. An hour that comes twice, when the clocks go back, is the first
 * one; an hour that is jumped over is as much later.
 */
export const instantOf = (day: Day, { hour, minute }: LocalHour, timeZone: string): Instant =>
  instantFromMs(
    Temporal.PlainDate.from(day)
      .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour, minute }) })
      .toInstant().epochMilliseconds,
  );
