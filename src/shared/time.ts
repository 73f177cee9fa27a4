import { Temporal } from 'temporal-polyfill';
import type { Brand } from './brand.ts';
import { assert } from './assert.ts';

/** A moment, as UTC text with milliseconds: `2026-11-03T13:30:00.000Z`. Sorts as text. */
export type Instant = Brand<string, 'Instant'>;

/** A calendar day of a collective, `2026-11-03`. It is not a moment. */
export type Day = Brand<string, 'Day'>;

/** Gives the present moment. Always passed in, never read from the machine by a decision. */
export type Clock = () => Instant;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function toInstant(text: string): Instant {
  assert(INSTANT.test(text) && !Number.isNaN(Date.parse(text)), `not an instant: ${text}`);
  return text as Instant;
}

export const isInstant = (text: string): boolean =>
  INSTANT.test(text) && !Number.isNaN(Date.parse(text));

export const instantFromMs = (epochMs: number): Instant =>
  new Date(epochMs).toISOString() as Instant;

export const msOfInstant = (instant: Instant): number => Date.parse(instant);

export const addMs = (instant: Instant, durationMs: number): Instant =>
  instantFromMs(msOfInstant(instant) + durationMs);

export const systemClock: Clock = () => instantFromMs(Date.now());

export type DayRule = { readonly timeZone: string; readonly cutOffHour: number };

/** The day a sale belongs to. It turns at the collective's cut-off hour, so a sale at 1 a.m. counts for yesterday. */
export function businessDay(instant: Instant, rule: DayRule): Day {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(rule.timeZone);
  const day =
    local.hour < rule.cutOffHour ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate();
  return day.toString() as Day;
}

export { Temporal };
