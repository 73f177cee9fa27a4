import { describe, expect, test } from 'vitest';
import { addDays, dayOf, formatCents, formatDay, formatHour } from '../../src/shared/format.ts';
import { formatSignedCents, minutesUntil } from '../../src/shared/format.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';

describe('what people read', () => {
  test('an amount has a decimal comma and a narrow no-break space in French', () => {
    expect(formatCents(cents(250), 'fr')).toBe('2,50\u202f€');
    expect(formatCents(cents(-123_456), 'fr')).toBe('\u22121\u202f234,56\u202f€');
    expect(formatCents(cents(250), 'en')).toBe('€2.50');
    expect(formatCents(cents(-250), 'en')).toBe('\u2212€2.50');
  });

  test('what came in carries a plus, what went out a minus', () => {
    expect(formatSignedCents(cents(1000), 'fr')).toBe('+\u202f10,00\u202f€');
    expect(formatSignedCents(cents(-1000), 'fr')).toBe('\u2212\u202f10,00\u202f€');
  });

  test('a day is written in full, and the first of a month is "1er"', () => {
    expect(formatDay('2026-11-03' as Day, 'fr')).toBe('mardi 3 novembre 2026');
    expect(formatDay('2026-11-01' as Day, 'fr')).toBe('dimanche 1er novembre 2026');
    expect(formatDay('2026-11-03' as Day, 'en')).toBe('Tuesday 3 November 2026');
  });

  test('an hour is the hour of the place, on both sides of a clock change', () => {
    const summer = toInstant('2026-10-24T12:30:00.000Z');
    const winter = toInstant('2026-10-25T12:30:00.000Z');
    expect(formatHour(summer, 'Europe/Paris', 'fr')).toBe('14\u202fh\u202f30');
    expect(formatHour(winter, 'Europe/Paris', 'fr')).toBe('13\u202fh\u202f30');
    expect(formatHour(toInstant('2026-11-03T13:00:00.000Z'), 'Europe/Paris', 'fr')).toBe(
      '14\u202fh',
    );
    expect(formatHour(winter, 'Europe/Paris', 'en')).toBe('13:30');
  });

  test('late in the evening it is already tomorrow in the place', () => {
    const late = toInstant('2026-11-03T23:30:00.000Z');
    expect(dayOf(late, 'Europe/Paris')).toBe('2026-11-04');
    expect(addDays(dayOf(late, 'Europe/Paris'), 1)).toBe('2026-11-05');
  });

  test('minutes left are rounded up and never below zero', () => {
    const now = toInstant('2026-11-03T13:00:00.000Z');
    expect(minutesUntil(now, toInstant('2026-11-03T13:00:01.000Z'))).toBe(1);
    expect(minutesUntil(now, toInstant('2026-11-03T12:00:00.000Z'))).toBe(0);
  });
});
