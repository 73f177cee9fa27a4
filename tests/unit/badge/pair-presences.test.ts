import { describe, expect, test } from 'vitest';
import { billVisits } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgeEvent, PairedPresence } from '../../../src/domain/badge/presence.ts';
import type { SpaceId, TapId } from '../../../src/shared/ids.ts';
import { Temporal } from '../../../src/shared/time.ts';
import {
  correction,
  DESK,
  facts,
  HOURS_ONLY,
  pair,
  PARIS,
  plan,
  tap,
  toVisits,
} from './badge-samples.ts';

const clock = (instant: string | null): string =>
  instant === null
    ? '-'
    : Temporal.Instant.from(instant)
        .toZonedDateTimeISO(PARIS.timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .slice(8)
        .replace('T', ' ');

/** `03 09:00 to 03 12:00 closed`. */
const shown = ({ inAt, outAt, state, isCorrected }: PairedPresence): string =>
  `${clock(inAt)} to ${clock(outAt)} ${state}${isCorrected ? ', corrected' : ''}`;

type Row = {
  readonly name: string;
  readonly events: readonly BadgeEvent[];
  readonly now?: string;
  readonly stays: readonly string[];
  /** At 3.00 an hour; a half-day is 7.00 and a day 12.00. */
  readonly euros: string;
};

const NINE = '2026-11-03 09:00';
const NOON = '2026-11-03 12:00';
const LATE = '2026-11-03 19:00';

const ROWS: readonly Row[] = [
  {
    name: 'in and out',
    events: [tap('in', NINE), tap('out', NOON)],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'in now',
    events: [tap('in', NINE)],
    now: '2026-11-03 10:00',
    stays: ['03 09:00 to - open'],
    euros: '0.00',
  },
  {
    name: 'a forgotten going out ends at the closing hour',
    events: [tap('in', LATE)],
    stays: ['03 19:00 to 03 20:00 automatic'],
    euros: '3.00',
  },
  {
    name: 'a forgotten going out is protected by the day price',
    events: [tap('in', NINE)],
    stays: ['03 09:00 to 03 20:00 automatic'],
    euros: '12.00',
  },
  {
    name: 'a going out after the closing hour is the real one',
    events: [tap('in', LATE), tap('out', '2026-11-03 21:00')],
    stays: ['03 19:00 to 03 21:00 closed'],
    euros: '6.00',
  },
  {
    name: 'a going out on the next day does not end the stay of the day before: 26 hours',
    events: [tap('in', NINE), tap('out', '2026-11-04 11:00')],
    stays: ['03 09:00 to 03 20:00 automatic', '- to 04 11:00 no-in'],
    euros: '12.00',
  },
  {
    name: 'a forgotten going out, and in again on the same day',
    events: [tap('in', NINE), tap('in', '2026-11-03 14:00'), tap('out', '2026-11-03 16:00')],
    stays: ['03 09:00 to 03 14:00 automatic', '03 14:00 to 03 16:00 closed'],
    euros: '12.00',
  },
  {
    name: 'a forgotten going out, and in again on the next day',
    events: [tap('in', LATE), tap('in', '2026-11-04 09:00'), tap('out', '2026-11-04 10:00')],
    stays: ['03 19:00 to 03 20:00 automatic', '04 09:00 to 04 10:00 closed'],
    euros: '6.00',
  },
  {
    name: 'a forgotten going out that the person corrects',
    events: [tap('in', NINE), correction(`in ${NINE}`, { outAt: tap('out', NOON).at })],
    stays: ['03 09:00 to 03 12:00 closed, corrected'],
    euros: '7.00',
  },
  {
    name: 'an out without in costs nothing',
    events: [tap('out', NOON)],
    stays: ['- to 03 12:00 no-in'],
    euros: '0.00',
  },
  {
    name: 'an out without in, once somebody says when they came',
    events: [
      tap('out', NOON),
      correction(`out ${NOON}`, { inAt: tap('in', '2026-11-03 10:00').at }),
    ],
    stays: ['03 10:00 to 03 12:00 closed, corrected'],
    euros: '6.00',
  },
  {
    name: 'an out without in between two stays',
    events: [
      tap('in', NINE),
      tap('out', '2026-11-03 10:00'),
      tap('out', NOON),
      tap('in', '2026-11-03 14:00'),
      tap('out', '2026-11-03 15:00'),
    ],
    stays: ['03 09:00 to 03 10:00 closed', '- to 03 12:00 no-in', '03 14:00 to 03 15:00 closed'],
    euros: '6.00',
  },
  {
    name: 'in twice at two doors',
    events: [tap('in', NINE), tap('in', '2026-11-03 09:00:40'), tap('out', NOON)],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'out twice at two doors',
    events: [tap('in', NINE), tap('out', NOON), tap('out', '2026-11-03 12:00:40')],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'out and in again within a minute is a second stay',
    events: [tap('in', NINE), tap('out', '2026-11-03 09:00:20'), tap('in', '2026-11-03 09:00:40')],
    now: '2026-11-03 10:00',
    stays: ['03 09:00 to 03 09:00 closed', '03 09:00 to - open'],
    euros: '0.00',
  },
  {
    name: 'an undone in never was',
    events: [tap('in', NINE), { kind: 'undo', tapId: `in ${NINE}` as TapId }],
    stays: [],
    euros: '0.00',
  },
  {
    name: 'an undone out: they are still in',
    events: [
      tap('in', NINE),
      tap('out', '2026-11-03 11:00'),
      { kind: 'undo', tapId: 'out 2026-11-03 11:00' as TapId },
      tap('out', NOON),
    ],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'an undone in of which another door heard too',
    events: [
      tap('in', NINE),
      tap('in', '2026-11-03 09:00:40'),
      { kind: 'undo', tapId: `in ${NINE}` as TapId },
      tap('out', NOON),
    ],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'the clock of the kiosk was an hour late when they left',
    events: [tap('in', NINE), tap('out', '2026-11-03 08:30')],
    stays: ['- to 03 08:30 no-in', '03 09:00 to 03 20:00 automatic'],
    euros: '12.00',
  },
  {
    name: 'two spaces, each with its own stay',
    events: [
      tap('in', NINE),
      tap('in', '2026-11-03 10:00', { spaceId: 'room' as SpaceId }),
      tap('out', '2026-11-03 11:00', { spaceId: 'room' as SpaceId }),
      tap('out', NOON),
    ],
    stays: ['03 09:00 to 03 12:00 closed', '03 10:00 to 03 11:00 closed'],
    euros: '7.00',
  },
  {
    name: 'two people who cross each other at the door',
    events: [
      tap('in', NINE),
      tap('in', '2026-11-03 09:00:20', { holder: 'bo' }),
      tap('out', '2026-11-03 10:00', { holder: 'bo' }),
      tap('out', '2026-11-03 10:00:10'),
    ],
    stays: ['03 09:00 to 03 10:00 closed', '03 09:00 to 03 10:00 closed'],
    euros: '6.00',
  },
  {
    name: 'out and in at the same moment at two doors',
    events: [tap('in', NINE), tap('in', NOON), tap('out', NOON), tap('out', '2026-11-03 13:00')],
    stays: ['03 09:00 to 03 12:00 closed', '03 12:00 to 03 13:00 closed'],
    euros: '7.00',
  },
  {
    name: 'the last correction says it, whenever it arrives',
    events: [
      correction(`in ${NINE}`, {
        correctionId: 'a, made last',
        outAt: tap('out', '2026-11-03 10:00').at,
        madeAt: tap('in', '2026-11-05 10:00').at,
      }),
      correction(`in ${NINE}`, {
        correctionId: 'b, made first',
        outAt: tap('out', NOON).at,
        madeAt: tap('in', '2026-11-04 10:00').at,
      }),
      tap('in', NINE),
    ],
    stays: ['03 09:00 to 03 10:00 closed, corrected'],
    euros: '3.00',
  },
  {
    name: 'one says when they came, another when they left',
    events: [
      tap('in', NINE),
      correction(`in ${NINE}`, { correctionId: 'a', outAt: tap('out', NOON).at }),
      correction(`in ${NINE}`, { correctionId: 'b', inAt: tap('in', '2026-11-03 10:00').at }),
    ],
    stays: ['03 10:00 to 03 12:00 closed, corrected'],
    euros: '6.00',
  },
  {
    name: 'only the coming in is corrected: the end is still automatic',
    events: [tap('in', NINE), correction(`in ${NINE}`, { inAt: tap('in', '2026-11-03 19:30').at })],
    stays: ['03 19:30 to 03 20:00 automatic, corrected'],
    euros: '1.50',
  },
  {
    name: 'staff say that it never was',
    events: [tap('in', NINE), tap('out', NOON), correction(`in ${NINE}`, { isRemoved: true })],
    stays: ['03 09:00 to 03 12:00 removed, corrected'],
    euros: '0.00',
  },
  {
    name: 'staff say that it was after all',
    events: [
      tap('in', NINE),
      correction(`in ${NINE}`, { correctionId: 'a', isRemoved: true }),
      correction(`in ${NINE}`, { correctionId: 'b' }),
    ],
    stays: ['03 09:00 to 03 20:00 automatic, corrected'],
    euros: '12.00',
  },
  {
    name: 'a correction that ends a stay before its beginning changes nothing',
    events: [
      tap('in', NINE),
      tap('out', NOON),
      correction(`in ${NINE}`, { outAt: tap('out', '2026-11-03 08:00').at }),
    ],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'a correction that makes a stay of more than a week changes nothing',
    events: [
      tap('in', NINE),
      tap('out', NOON),
      correction(`in ${NINE}`, { inAt: tap('in', '2025-11-03 09:00').at }),
    ],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'a correction of a stay that a late tap gave another beginning',
    events: [
      tap('in', '2026-11-03 09:00:30'),
      correction('in 2026-11-03 09:00:30', { outAt: tap('out', NOON).at }),
      tap('in', NINE),
    ],
    stays: ['03 09:00 to 03 12:00 closed, corrected'],
    euros: '7.00',
  },
  {
    name: 'a correction of a stay that nobody knows',
    events: [tap('in', NINE), tap('out', NOON), correction('in 2026-11-01 09:00')],
    stays: ['03 09:00 to 03 12:00 closed'],
    euros: '7.00',
  },
  {
    name: 'a correction of one that is in: they left without a tap',
    events: [tap('in', NINE), correction(`in ${NINE}`, { outAt: tap('out', NOON).at })],
    now: '2026-11-03 14:00',
    stays: ['03 09:00 to 03 12:00 closed, corrected'],
    euros: '7.00',
  },
];

const PLANS = [DESK];

describe('taps become stays', () => {
  test.each(ROWS)('$name', ({ events, now, stays, euros }) => {
    const paired = pair(events, now, PLANS);
    expect(paired.map(shown)).toEqual(stays);
    const bills = [...billVisits(facts(toVisits(paired, PLANS))).values()];
    expect((bills.reduce((sum, { cents }) => sum + cents, 0) / 100).toFixed(2)).toBe(euros);
  });

  test('a stay knows all its taps, and has the id of the first', () => {
    const [stay, ...others] = pair([
      tap('in', NINE),
      tap('in', '2026-11-03 09:00:40'),
      tap('out', NOON),
    ]);
    expect(stay).toMatchObject({
      presenceId: `in ${NINE}`,
      tapIds: [`in ${NINE}`, 'in 2026-11-03 09:00:40', `out ${NOON}`],
    });
    expect(others).toEqual([]);
  });

  test('the plan that counts is the one of the coming in', () => {
    const [stay] = pair([tap('in', NINE), tap('out', NOON, { planVersion: 2 })]);
    expect(stay).toMatchObject({ planId: HOURS_ONLY.id, planVersion: 1 });
  });

  test('without its plan a stay ends at the cut-off hour', () => {
    expect(pair([tap('in', NINE)], undefined, []).map(shown)).toEqual([
      '03 09:00 to 04 04:00 automatic',
    ]);
  });

  test('where there is no closing hour, a night is one stay', () => {
    const night = [plan({ closesAt: null })];
    const events = [tap('in', '2026-11-03 22:00'), tap('out', '2026-11-04 06:00')];
    expect(pair(events, undefined, night).map(shown)).toEqual(['03 22:00 to 04 06:00 closed']);
  });

  test('where there is no closing hour, a night ends after twelve hours', () => {
    const night = [plan({ closesAt: null })];
    const events = [tap('in', '2026-11-03 18:00'), tap('out', '2026-11-04 08:00')];
    expect(pair(events, undefined, night).map(shown)).toEqual([
      '03 18:00 to 04 04:00 automatic',
      '- to 04 08:00 no-in',
    ]);
  });
});
