import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closingInstant,
  cutIntoDays,
  lateOutUntil,
  monthOf,
} from '../../../src/domain/badge/calendar.ts';
import { addMs, businessDay, msOfInstant } from '../../../src/shared/time.ts';
import { at, PARIS } from './badge-samples.ts';

const HOUR_MS = 3_600_000;

describe('the closing hour of a stay', () => {
  test.each([
    ['in the morning', '20:00', '2026-11-03 09:00', '2026-11-03 20:00'],
    ['just before it', '20:00', '2026-11-03 19:59', '2026-11-03 20:00'],
    ['at it, the day ends it', '20:00', '2026-11-03 20:00', '2026-11-04 04:00'],
    ['after it, the day ends it', '20:00', '2026-11-03 22:00', '2026-11-04 04:00'],
    ['in the night of the day before', '20:00', '2026-11-04 01:00', '2026-11-04 04:00'],
    ['in the night, the evening', '02:00', '2026-11-03 18:00', '2026-11-04 02:00'],
    ['in the night, after midnight', '02:00', '2026-11-04 01:00', '2026-11-04 02:00'],
    ['in the night, after it', '02:00', '2026-11-04 03:00', '2026-11-04 04:00'],
    ['at the cut-off hour', '04:00', '2026-11-03 09:00', '2026-11-04 04:00'],
    ['nowhere', null, '2026-11-03 09:00', '2026-11-04 04:00'],
    ['nowhere, just before the cut-off', null, '2026-11-04 03:59', '2026-11-04 04:00'],
    ['nowhere, at the cut-off', null, '2026-11-04 04:00', '2026-11-05 04:00'],
    ['on a day of 23 hours', '20:00', '2026-03-29 05:00', '2026-03-29 20:00'],
    ['at an hour that the clocks skip', '02:30', '2026-03-28 20:00', '2026-03-29 03:30'],
    ['at an hour that comes twice', '02:30', '2026-10-24 20:00', '2026-10-25 02:30+02:00'],
    ['between its two times', '02:30', '2026-10-25 02:45+02:00', '2026-10-25 04:00'],
  ])('%s', (_name, closesAt, from, closing) => {
    expect(closingInstant({ closesAt }, at(from), PARIS)).toBe(at(closing));
  });

  test('comes after the coming in, within the same business day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2026-03-28 00:00', '2026-10-24 00:00', '2026-11-03 00:00'),
        fc.nat({ max: 60 * 60 }),
        fc.option(fc.constantFrom('00:30', '02:30', '04:00', '12:00', '20:00', '23:59')),
        fc.nat({ max: 12 }),
        (from, minutes, closesAt, cutOffHour) => {
          const rule = { ...PARIS, cutOffHour };
          const inAt = addMs(at(from), minutes * 60_000);
          const closing = closingInstant({ closesAt }, inAt, rule);
          expect(msOfInstant(closing)).toBeGreaterThan(msOfInstant(inAt));
          expect(businessDay(addMs(closing, -1), rule)).toBe(businessDay(inAt, rule));
          expect(msOfInstant(lateOutUntil({ closesAt }, inAt, rule))).toBeGreaterThanOrEqual(
            msOfInstant(closing),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a going out after the closing hour', () => {
  test.each([
    ['to the end of the day', '20:00', '2026-11-03 19:00', '2026-11-04 04:00'],
    ['in the night, to the end of the day', '20:00', '2026-11-04 02:00', '2026-11-04 04:00'],
    ['where nothing closes, for twelve hours', null, '2026-11-03 22:00', '2026-11-04 10:00'],
    ['where nothing closes, by day', null, '2026-11-03 09:00', '2026-11-04 04:00'],
  ])('counts %s', (_name, closesAt, from, until) => {
    expect(lateOutUntil({ closesAt }, at(from), PARIS)).toBe(at(until));
  });
});

describe('a stay is cut at each cut-off hour', () => {
  const hoursOf = (from: string, to: string) =>
    cutIntoDays(at(from), at(to), PARIS).map(
      ({ day, startsAt, endsAt }) =>
        [day, (msOfInstant(endsAt) - msOfInstant(startsAt)) / HOUR_MS] as const,
    );

  test.each([
    ['within a day', '2026-11-03 09:00', '2026-11-03 12:00', [['2026-11-03', 3]]],
    ['across midnight', '2026-11-03 22:00', '2026-11-04 02:00', [['2026-11-03', 4]]],
    ['to the cut-off', '2026-11-03 22:00', '2026-11-04 04:00', [['2026-11-03', 6]]],
    [
      'across the cut-off',
      '2026-11-03 22:00',
      '2026-11-04 05:00',
      [
        ['2026-11-03', 6],
        ['2026-11-04', 1],
      ],
    ],
    ['from the cut-off', '2026-11-04 04:00', '2026-11-04 05:00', [['2026-11-04', 1]]],
    ['without length', '2026-11-03 09:00', '2026-11-03 09:00', [['2026-11-03', 0]]],
    ['that ends before it begins', '2026-11-03 09:00', '2026-11-03 08:00', [['2026-11-03', 0]]],
    [
      'over a day of 23 hours',
      '2026-03-28 03:00',
      '2026-03-29 05:00',
      [
        ['2026-03-27', 1],
        ['2026-03-28', 23],
        ['2026-03-29', 1],
      ],
    ],
    [
      'over a day of 25 hours',
      '2026-10-24 03:00',
      '2026-10-25 05:00',
      [
        ['2026-10-23', 1],
        ['2026-10-24', 25],
        ['2026-10-25', 1],
      ],
    ],
    [
      'over the end of a year',
      '2026-12-31 23:00',
      '2027-01-01 05:00',
      [
        ['2026-12-31', 5],
        ['2027-01-01', 1],
      ],
    ],
  ])('%s', (_name, from, to, pieces) => {
    expect(hoursOf(from, to)).toEqual(pieces);
  });

  test('whatever the cut-off hour and the clocks do, into pieces of one day that join up', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('2026-03-28 00:00', '2026-10-24 00:00', '2026-10-31 00:00'),
        fc.nat({ max: 3_000 }),
        fc.nat({ max: 3_000 }),
        fc.nat({ max: 12 }),
        (from, start, length, cutOffHour) => {
          const rule = { ...PARIS, cutOffHour };
          const inAt = addMs(at(from), start * 60_000);
          const outAt = addMs(inAt, length * 60_000);
          const pieces = cutIntoDays(inAt, outAt, rule);
          expect(pieces[0]?.startsAt).toBe(inAt);
          expect(pieces.at(-1)?.endsAt).toBe(outAt);
          expect(pieces.slice(1).map(({ startsAt }) => startsAt)).toEqual(
            pieces.slice(0, -1).map(({ endsAt }) => endsAt),
          );
          for (const { day, startsAt, endsAt } of pieces) {
            expect(businessDay(startsAt, rule)).toBe(day);
            expect(businessDay(length === 0 ? endsAt : addMs(endsAt, -1), rule)).toBe(day);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('the month of a day', () => {
    expect(monthOf(businessDay(at('2026-12-01 03:00'), PARIS))).toBe('2026-11');
  });
});
