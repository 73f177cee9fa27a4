import { describe, expect, test } from 'vitest';
import { countLoyalty } from '../../../src/domain/wallet/decide-loyalty.ts';
import { planNameOfLabel, stayLine } from '../../../src/domain/till/stay-line.ts';
import { formatMinutes } from '../../../src/shared/format.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';

const id = (number: number) => `019b76da-ab00-7000-8000-00000000000${number}`;
const line = stayLine({
  presenceId: toId<'Presence'>(id(1)),
  planId: toId<'Plan'>(id(2)),
  planName: 'Bureaux, à l’heure',
  vatRateBp: 2_000,
  day: '2026-11-03' as Day,
  stayedMinutes: 130,
  includedMinutes: 60,
  dueCents: cents(300),
});

describe('a stay as a line of a sale', () => {
  test.each([
    [0, '0 min', '0 min'],
    [45, '45 min', '45 min'],
    [60, '1 h', '1 h'],
    [130, '2 h 10', '2 h 10 min'],
    [1_565, '26 h 05', '26 h 05 min'],
  ])('%i minutes are written', (minutes, fr, en) => {
    expect(formatMinutes(minutes, 'fr').replaceAll('\u202f', ' ')).toBe(fr);
    expect(formatMinutes(minutes, 'en').replaceAll('\u202f', ' ')).toBe(en);
  });

  test('says plan and time, and is summed by its plan alone', () => {
    expect(line.label).toBe('Bureaux, à l’heure, 2\u202fh\u202f10');
    expect(planNameOfLabel(line.label)).toBe('Bureaux, à l’heure');
    expect(planNameOfLabel('Bureaux')).toBe('Bureaux');
    expect(line).toMatchObject({ categoryId: 'coworking', productId: id(2), unitPriceCents: 300 });
  });

  test('counts towards points as goods do', () => {
    const sold = { ...line, count: 1, totalCents: cents(300) };
    const paid = [{ payment: 0, assetId: null, cents: cents(300) }];
    const rule = { kind: 'points', every: 500, points: 1, assetId: toId<'Asset'>(id(3)) } as const;
    expect(countLoyalty(rule, [{ ...sold, paid }], [{ means: 'pass' }])).toMatchObject([
      { payment: 0, amount: 300 },
    ]);
  });
});
