import { expect, test } from '@playwright/test';
import en from '../../resources/locales/en/kiosk.json' with { type: 'json' };
import fr from '../../resources/locales/fr/kiosk.json' with { type: 'json' };
import { priceLines, sumOfLines } from '../../renderer/features/badge/price-words.ts';
import { billVisits } from '../../src/domain/badge/bill-visits.ts';
import type { Visit } from '../../src/domain/badge/bill-visits.ts';
import type { BadgePlan, HourPool } from '../../src/domain/badge/plan.ts';
import type { PriceStep } from '../../src/domain/badge/price-steps.ts';
import { formatCents } from '../../src/shared/format.ts';
import { makeTranslations } from '../../src/shared/i18n.ts';
import type { Language } from '../../src/shared/i18n.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';

/** How a price is told line by line, of the real reckoning: no page is needed for it. */

const SAY = makeTranslations<typeof fr>({ fr, en });
const told = (steps: readonly PriceStep[], language: Language = 'fr') =>
  priceLines(steps, {
    say: SAY[language],
    euros: (amount) => formatCents(amount, language),
    language,
  });
const plain = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, ' ');
const read = (steps: readonly PriceStep[], language: Language = 'fr'): readonly string[] =>
  told(steps, language).map(({ words, figure }) => plain(`${words} | ${figure}`));

const PLAN: BadgePlan = {
  id: toId<'Plan'>(exampleUuid(1)),
  version: 1,
  name: 'Bureau partagé',
  description: '',
  kind: 'paid',
  timeAssetId: null,
  stepMinutes: 15,
  rounding: 'up',
  freeMinutes: 0,
  minimumCents: cents(0),
  rates: {
    hourCents: cents(300),
    halfDay: { priceCents: cents(700), minutesMax: 240 },
    dayCents: cents(1_200),
    capDayCents: null,
    capMonthCents: null,
  },
  member: null,
  included: [],
  closesAt: null,
  vatRateBp: 2_000,
};
const POOL: HourPool = {
  id: 'pool',
  label: 'Mensuel 10 h',
  planId: PLAN.id,
  minutes: 600,
  startsOn: '2026-11-01',
  endsOn: '2026-11-30',
  holders: ['lea'],
};

/** Stays of one person, from minute to minute of a Tuesday that begins at 9. */
function billsOf(
  stays: readonly (readonly [from: number, to: number])[],
  change: {
    readonly plan?: BadgePlan;
    readonly usedMinutes?: number;
    readonly monthCents?: number;
  },
) {
  const at = (minute: number) =>
    toInstant(new Date(Date.parse('2026-11-03T08:00:00Z') + minute * 60_000).toISOString());
  const visits = stays.map(([from, to], index): Visit => ({
    presenceId: toId<'Presence'>(exampleUuid(10 + index)),
    holder: 'lea',
    plan: change.plan ?? PLAN,
    inAt: at(from),
    outAt: at(to),
  }));
  const { usedMinutes } = change;
  const bills = billVisits({
    rule: { timeZone: 'Europe/Paris', cutOffHour: 4 },
    visits,
    pools: usedMinutes === undefined ? [] : [POOL],
    isMember: () => false,
    before: {
      poolMinutes: new Map([['pool', usedMinutes ?? 0]]),
      monthCents: new Map([[`lea ${PLAN.id} 2026-11`, cents(change.monthCents ?? 0)]]),
    },
  });
  return visits.map(({ presenceId }) => bills.get(presenceId)!);
}

test('case 7: twenty minutes are included, forty are billed as forty-five', () => {
  const [bill] = billsOf([[0, 60]], { usedMinutes: 580 });
  expect(bill!.cents).toBe(225);
  expect(read(bill!.why)).toEqual([
    'Temps passé | 1 h',
    'Compris : Mensuel 10 h | − 20 min',
    'Compté par 15 min | 45 min',
    '45 min à l’heure | 2,25 €',
  ]);
  expect(read(bill!.why, 'en')).toEqual([
    'Time here | 1 h',
    'Included: Mensuel 10 h | − 20 min',
    'Counted by 15 min | 45 min',
    '45 min by the hour | €2.25',
  ]);
});

test('case 8: by the hour, then half a day, then the day, each the cheapest', () => {
  const last = (minutes: number) => read(billsOf([[0, minutes]], {})[0]!.why).at(-1);
  expect(last(130)).toBe('2 h 15 à l’heure | 6,75 €');
  expect(last(180)).toBe('1 demi-journée, le moins cher | 7,00 €');
  expect(last(300)).toBe('1 demi-journée et 1 h | 10,00 €');
  expect(last(420)).toBe('La journée, le moins cher | 12,00 €');
});

test('a second visit of the day costs what the day costs more', () => {
  const [, bill] = billsOf(
    [
      [0, 120],
      [180, 420],
    ],
    {},
  );
  expect(bill!.cents).toBe(600);
  expect(read(bill!.why)).toEqual([
    'Temps passé | 4 h',
    'Déjà passé ce jour-là | + 2 h',
    'La journée, le moins cher | 12,00 €',
    'Déjà compté ce jour-là | − 6,00 €',
  ]);
});

test('a stay of several days has one line for each', () => {
  const [bill] = billsOf([[0, 2_000]], {});
  expect(bill!.cents).toBe(2_400);
  expect(read(bill!.why)).toEqual([
    'mardi 3 novembre, 19 h | 12,00 €',
    'mercredi 4 novembre, 14 h 20 | 12,00 €',
  ]);
  expect(read(bill!.why, 'en').at(-1)).toBe('Wednesday 4 November, 14 h 20 min | €12.00');
});

test('what is written in euros sums to the price, whatever the plan has', () => {
  const rich: BadgePlan = {
    ...PLAN,
    freeMinutes: 10,
    minimumCents: cents(250),
    rates: { ...PLAN.rates, capDayCents: cents(1_100), capMonthCents: cents(3_000) },
  };
  const stays = [
    [
      [0, 5],
      [30, 61],
      [100, 300],
      [400, 700],
    ],
    [[0, 2_000]],
    [
      [0, 20],
      [10, 400],
      [1_300, 3_000],
    ],
  ] as const;
  for (const some of stays) {
    for (const plan of [PLAN, rich]) {
      for (const [usedMinutes, monthCents] of [
        [600, 0],
        [560, 2_700],
        [0, 3_000],
      ] as const) {
        for (const bill of billsOf(some, { plan, usedMinutes, monthCents })) {
          const lines = told(bill.why);
          expect([sumOfLines(lines), plain(JSON.stringify(lines))]).toEqual([
            bill.cents,
            plain(JSON.stringify(lines)),
          ]);
        }
      }
    }
  }
});
