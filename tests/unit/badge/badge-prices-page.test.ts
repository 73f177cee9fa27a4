import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { priceSentences } from '../../../src/cloud/site/badge/price-why.tsx';
import { SITE_TEXTS } from '../../../src/cloud/site/texts.ts';
import type { BillingFacts } from '../../../src/domain/badge/bill-visits.ts';
import { checkPlan } from '../../../src/domain/badge/check-plan.ts';
import type { BadgePlan, HourPool } from '../../../src/domain/badge/plan.ts';
import { STEP_MINUTES } from '../../../src/domain/badge/plan.ts';
import { cents } from '../../../src/shared/money.ts';
import { bill, plan, pool, rates, stay } from './badge-samples.ts';

/** The examples of docs/badge-prices.md are priced as the page says. */

type PageRow = {
  readonly who: string;
  readonly from: string;
  readonly to: string;
  readonly price: string;
  /** Empty: the page does not say. */
  readonly words: string;
};

type Example = {
  readonly title: string;
  readonly plan: BadgePlan;
  readonly facts: Partial<BillingFacts>;
  readonly rows: readonly PageRow[];
};

type Lines = readonly (readonly [key: string, value: string])[];

const find = (lines: Lines, key: string): string | undefined =>
  lines.find(([each]) => each === key)?.[1];

/** `2 h 10`, `30 min`, `10 h`. */
function minutesOf(text: string): number {
  const [all, hours, minutes, onlyMinutes] =
    /^(?:(\d+) h(?: (\d+))?|(\d+) min)$/.exec(text.trim()) ?? [];
  if (all === undefined) throw new Error(`not a time: ${text}`);
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(onlyMinutes ?? 0);
}

const euros = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function halfDayOf(text: string | undefined): readonly [number, number] | undefined {
  const [price, upTo] = text?.split(', up to ') ?? [];
  return price === undefined || upTo === undefined ? undefined : [Number(price), minutesOf(upTo)];
}

function ratesOf(lines: Lines, before: string) {
  const given = {
    hour: euros(find(lines, `${before}hour`)),
    halfDay: halfDayOf(find(lines, `${before}half-day`)),
    day: euros(find(lines, `${before}day`)),
    capDay: euros(find(lines, `${before}cap of the day`)),
    capMonth: euros(find(lines, `${before}cap of the month`)),
  };
  return rates(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
}

function planOf(lines: Lines): BadgePlan {
  const [step = '', rounding] = find(lines, 'step')?.split(', ') ?? [];
  const free = find(lines, 'free');
  return plan({
    stepMinutes: STEP_MINUTES.find((each) => each === minutesOf(step)) ?? 1,
    rounding: (['down', 'nearest', 'up'] as const).find((each) => each === rounding) ?? 'up',
    rates: ratesOf(lines, ''),
    freeMinutes: free === undefined ? 0 : minutesOf(free),
    minimumCents: cents(Math.round((euros(find(lines, 'minimum')) ?? 0) * 100)),
    member:
      find(lines, 'members') === undefined
        ? null
        : { offerIds: ['friend'], rates: ratesOf(lines, 'member ') },
  });
}

const INCLUDED = /^(.+), (.+) from (\S+) to (\S+) for ([^,]+?)(?:, (.+) used)?$/;

function poolOf(text: string): { readonly pool: HourPool; readonly used: number } {
  const [, label = '', time = '', startsOn = '', endsOn = '', holders = '', used] =
    INCLUDED.exec(text) ?? [];
  return {
    pool: pool({
      ...{ id: label, label, startsOn, endsOn },
      minutes: minutesOf(time),
      holders: holders.split(' and '),
    }),
    used: used === undefined ? 0 : minutesOf(used),
  };
}

function factsOf(lines: Lines): Partial<BillingFacts> {
  const pools = lines.filter(([key]) => key === 'included').map(([, text]) => poolOf(text));
  const members = find(lines, 'members')?.split(' and ') ?? [];
  return {
    pools: pools.map((each) => each.pool),
    isMember: (holder) => members.includes(holder),
    before: {
      poolMinutes: new Map(pools.map((each) => [each.pool.id, each.used])),
      monthCents: new Map(),
    },
  };
}

const rowsOf = (table: string): readonly PageRow[] =>
  table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, who = '', from = '', to = '', price = '', , words = '']) => ({
      ...{ who, from, to, price, words },
    }));

const PLAN_AND_TABLE = /```plan\n([^`]+)\n```\n\n(\|[^\n]+(?:\n\|[^\n]+)+)/g;

const page = readFileSync('docs/badge-prices.md', 'utf8');
const EXAMPLES: readonly Example[] = [...page.matchAll(PLAN_AND_TABLE)].map(
  ([, block = '', table = '']) => {
    const lines: Lines = block
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
    return {
      title: block.replaceAll('\n', '; '),
      plan: planOf(lines),
      facts: factsOf(lines),
      rows: rowsOf(table),
    };
  },
);

const spaced = (text: string): string => text.replaceAll(/[\u202f\u00a0]/g, ' ');

describe('docs/badge-prices.md', () => {
  test('has all its examples read', () => {
    expect(EXAMPLES).toHaveLength(page.split('```plan').length - 1);
    expect(EXAMPLES.flatMap(({ rows }) => rows).length).toBeGreaterThan(30);
  });

  test.each(EXAMPLES)('prices with $title', ({ plan: used, facts, rows }) => {
    expect(checkPlan(used)).toEqual([]);
    const bills = bill(
      rows.map(({ who, from, to }) => stay(who, from, to, { plan: used })),
      facts,
    );
    const found = rows.map(({ words, ...row }, index) => {
      const { cents: price = NaN, why = [] } = bills[index] ?? {};
      const told = priceSentences({ language: 'fr', t: SITE_TEXTS.fr }, why).map(spaced).join(' ');
      return { ...row, price: (price / 100).toFixed(2), words: words === '' ? '' : told };
    });
    expect(found).toEqual(rows);
  });
});
