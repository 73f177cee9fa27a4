import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  RENEWAL_TRY_DAYS,
  firstRenewalAt,
  nextRenewalAt,
} from '../../../src/domain/membership/renewal.ts';
import { addDays, dayOf } from '../../../src/shared/format.ts';
import { Temporal, addMs, toInstant } from '../../../src/shared/time.ts';
import type { Day, Instant } from '../../../src/shared/time.ts';

const PARIS = 'Europe/Paris';
const day = (text: string) => text as Day;
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day('2020-01-01'), days));
const anyZone = fc.constantFrom(PARIS, 'America/Martinique', 'Pacific/Noumea', 'Indian/Reunion');

/** All tries when each one is made on time and in vain. */
function triesOf(endsOn: Day, timeZone: string): readonly Instant[] {
  const tries: Instant[] = [];
  let next: Instant | null = firstRenewalAt({ endsOn, timeZone });
  while (next !== null) {
    tries.push(next);
    next = nextRenewalAt({ endsOn, timeZone, tries: tries.length, now: next });
  }
  return tries;
}

describe('the renewal of a membership', () => {
  it('is first tried on the morning of its last day, then 1, 3 and 7 days after', () => {
    expect(triesOf(day('2027-08-31'), PARIS)).toEqual([
      '2027-08-31T07:00:00.000Z',
      '2027-09-01T07:00:00.000Z',
      '2027-09-03T07:00:00.000Z',
      '2027-09-07T07:00:00.000Z',
    ]);
  });

  it('is at the same hour of the wall when the clocks change', () => {
    expect(triesOf(day('2026-10-24'), PARIS).slice(0, 2)).toEqual([
      '2026-10-24T07:00:00.000Z',
      '2026-10-25T08:00:00.000Z',
    ]);
    expect(triesOf(day('2027-03-27'), PARIS).slice(0, 2)).toEqual([
      '2027-03-27T08:00:00.000Z',
      '2027-03-28T07:00:00.000Z',
    ]);
  });

  it('is tried four times in every zone, at nine, on the days it should', () => {
    fc.assert(
      fc.property(anyDay, anyZone, (endsOn, timeZone) => {
        const tries = triesOf(endsOn, timeZone);
        expect(tries.map((at) => dayOf(at, timeZone))).toEqual(
          RENEWAL_TRY_DAYS.map((days) => addDays(endsOn, days)),
        );
        for (const at of tries) {
          expect(Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).hour).toBe(9);
        }
      }),
    );
  });

  it('never comes twice in one day, however late a try was made', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 60 * 24 * 90 }),
        fc.integer({ min: 1, max: 3 }),
        (endsOn, lateMinutes, tries) => {
          const now = addMs(firstRenewalAt({ endsOn, timeZone: PARIS }), lateMinutes * 60_000);
          const next = nextRenewalAt({ endsOn, timeZone: PARIS, tries, now });
          expect(next! > now).toBe(true);
          expect(dayOf(next!, PARIS) > dayOf(now, PARIS)).toBe(true);
        },
      ),
    );
  });

  it('made in the night after its day is not made again that morning', () => {
    const now = toInstant('2027-09-01T03:00:00.000Z');
    expect(nextRenewalAt({ endsOn: day('2027-08-31'), timeZone: PARIS, tries: 1, now })).toBe(
      '2027-09-02T07:00:00.000Z',
    );
  });

  it('has no try after the last one', () => {
    const now = toInstant('2027-09-07T07:00:00.000Z');
    expect(nextRenewalAt({ endsOn: day('2027-08-31'), timeZone: PARIS, tries: 4, now })).toBeNull();
  });
});
