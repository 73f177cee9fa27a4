import { describe, expect, test } from 'vitest';
import { countMinutes } from '../../../src/domain/badge/count-minutes.ts';
import { msOfInstant } from '../../../src/shared/time.ts';
import { at, bill, DESK, plan, pool, rates, stay } from './badge-samples.ts';

describe('a bill says how its price was found', () => {
  test('case 7: 20 min are included, 40 min are 45', () => {
    const [found] = bill([stay('ana', '2026-11-03 09:00', '10:00')], {
      pools: [pool()],
      before: { poolMinutes: new Map([['pool-10h', 580]]), monthCents: new Map() },
    });
    expect(found).toEqual({
      presenceId: 'ana 2026-11-03 09:00 10:00',
      stayedMinutes: 60,
      included: [{ poolId: 'pool-10h', label: 'Forfait 10 h', minutes: 20, leftMinutes: 0 }],
      timeMinutes: 0,
      cents: 225,
      months: [{ month: '2026-11', cents: 225 }],
      why: [
        { kind: 'stayed', minutes: 60 },
        { kind: 'included', label: 'Forfait 10 h', minutes: 20 },
        { kind: 'rounded', fromMinutes: 40, toMinutes: 45, stepMinutes: 15 },
        {
          kind: 'tariff',
          choice: 'hours',
          isMember: false,
          minutes: 45,
          halfDays: 0,
          hourMinutes: 45,
          cents: 225,
        },
      ],
    });
  });

  test('a night between two months has a day for each, and cents for each', () => {
    const [found] = bill([stay('ana', '2026-11-30 23:00', '2026-12-01 06:00', { plan: DESK })]);
    expect(found?.months).toEqual([
      { month: '2026-11', cents: 1000 },
      { month: '2026-12', cents: 600 },
    ]);
    expect(found?.why.filter(({ kind }) => kind === 'day')).toEqual([
      { kind: 'day', day: '2026-11-30', minutes: 300 },
      { kind: 'day', day: '2026-12-01', minutes: 120 },
    ]);
  });

  test('a pool that two days use is told once, with what it has left', () => {
    const [found] = bill([stay('ana', '2026-11-03 23:00', '2026-11-04 06:00')], {
      pools: [pool()],
    });
    expect(found?.included).toEqual([
      { poolId: 'pool-10h', label: 'Forfait 10 h', minutes: 420, leftMinutes: 180 },
    ]);
    expect(found?.cents).toBe(0);
  });

  test('the hours of volunteers are counted once, in however many spaces', () => {
    const volunteer = plan({ kind: 'volunteer', rates: rates({ hour: 0 }) });
    const bills = bill([
      stay('ana', '2026-11-03 09:00', '11:05', { plan: volunteer }),
      stay('ana', '2026-11-03 10:00', '12:00', { plan: volunteer }),
    ]);
    expect(bills.map(({ timeMinutes }) => timeMinutes)).toEqual([125, 55]);
    expect(bills[1]?.why).toEqual([
      { kind: 'stayed', minutes: 120 },
      { kind: 'overlap', minutes: 65 },
      { kind: 'volunteer', minutes: 55 },
    ]);
  });

  test('a stay that is given twice is a bug', () => {
    const twice = stay('ana', '2026-11-03 09:00', '10:00');
    expect(() => bill([twice, twice])).toThrow('each stay is billed once');
  });
});

describe('whole minutes', () => {
  const stretch = (from: string, to: string) => ({
    fromMs: msOfInstant(at(`2026-11-03 ${from}`)),
    toMs: msOfInstant(at(`2026-11-03 ${to}`)),
  });

  test.each([
    ['that overlap are counted once', [stretch('09:00', '10:00'), stretch('09:30', '11:00')], 120],
    ['one within the other', [stretch('09:00', '12:00'), stretch('10:00', '11:00')], 180],
    [
      'apart give their seconds away',
      [stretch('09:00', '09:30:40'), stretch('10:00', '10:30:40')],
      60,
    ],
    [
      'that only touch are apart',
      [stretch('09:00', '09:30:40'), stretch('09:30:40', '10:00:30')],
      59,
    ],
    [
      'that overlap keep theirs',
      [stretch('09:00', '09:30:40'), stretch('09:30:39', '10:00:30')],
      60,
    ],
    ['in any order', [stretch('10:00', '10:30'), stretch('09:00', '09:30')], 60],
    ['of nothing', [], 0],
  ])('%s', (_name, stretches, minutes) => {
    expect(countMinutes(stretches)).toBe(minutes);
  });
});
