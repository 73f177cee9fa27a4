import { describe, expect, test } from 'vitest';
import { summarizeMonth } from '../../../src/domain/badge/month-summary.ts';
import type { BilledStay } from '../../../src/domain/badge/month-summary.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';

const billed = (holder: string, day: string, euros: number, changes: Partial<BilledStay> = {}) => ({
  holder,
  day: day as Day,
  stayedMinutes: 60,
  includedMinutes: 0,
  timeMinutes: 0,
  cents: cents(euros * 100),
  paidCents: cents(0),
  ...changes,
});

const STAYS: readonly BilledStay[] = [
  billed('ana', '2026-11-03', 7, { paidCents: cents(700), includedMinutes: 20 }),
  billed('ana', '2026-11-03', 5, { paidCents: cents(600) }),
  billed('bo', '2026-11-03', 3),
  billed('bo', '2026-11-30', 0, { timeMinutes: 60 }),
  billed('bo', '2026-12-01', 12),
];

describe('a month of stays', () => {
  test('is summed up', () => {
    expect(summarizeMonth('2026-11', STAYS)).toMatchObject({
      month: '2026-11',
      daysWithStays: 2,
      people: 2,
      stays: 4,
      stayedMinutes: 240,
      includedMinutes: 20,
      timeMinutes: 60,
      cents: 1500,
      paidCents: 1300,
    });
  });

  test('owes what each stay lacks, whatever was paid too much of another', () => {
    expect(summarizeMonth('2026-11', STAYS).dueCents).toBe(300);
  });

  test('has all its days, also those on which nobody came', () => {
    const { days } = summarizeMonth('2026-11', STAYS);
    expect(days).toHaveLength(30);
    expect(days[2]).toMatchObject({ day: '2026-11-03', people: 2, stays: 3, cents: 1500 });
    expect(days[3]).toMatchObject({ day: '2026-11-04', people: 0, stays: 0, cents: 0 });
    expect(days[29]).toMatchObject({ day: '2026-11-30', people: 1, stays: 1, timeMinutes: 60 });
  });

  test('may be empty', () => {
    expect(summarizeMonth('2026-02', STAYS)).toMatchObject({ stays: 0, cents: 0, dueCents: 0 });
    expect(summarizeMonth('2026-02', STAYS).days).toHaveLength(28);
  });
});
