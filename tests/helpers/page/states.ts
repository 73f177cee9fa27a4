import cards from '../../../resources/demo/cards.json' with { type: 'json' };
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { PaymentShown, ResultShown } from '../../../src/contract/kiosk/results.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Refusal } from '../../../src/contract/kiosk/refusals.ts';
import { toId } from '../../../src/shared/ids.ts';
import { addCents, cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { CATALOGUE, exampleUuid, productNamed } from './catalogues.ts';

/** What the pictures of every feature begin with. */

/** The moment of every picture, so that they only change when the screen does. */
export const NOW = toInstant('2026-11-03T19:42:00.000Z');
export const LAST_WEEK = toInstant('2026-10-28T15:38:00.000Z');
export const EARLIER = toInstant('2026-11-03T19:12:00.000Z');
const SOON = toInstant('2026-11-03T19:42:05.000Z');
export const IN_TWO_MINUTES = toInstant('2026-11-03T19:43:52.000Z');
export const TODAY = '2026-11-03' as Day;

export type Line = ScreenState['basket']['lines'][number];

/** Articles of the demo as they lie in the basket. */
export function basketOf(
  ...wanted: readonly (readonly [
    name: string,
    count: number,
    optionLabels?: readonly string[],
    change?: Partial<Line>,
  ])[]
): ScreenState['basket'] {
  const lines = wanted.map(([name, count, optionLabels = [], change = {}], index): Line => {
    const product = productNamed(name);
    return {
      lineId: toId<'Line'>(exampleUuid(index + 1)),
      productId: product.id,
      label: name,
      optionLabels: [...optionLabels],
      count,
      unitPriceCents: product.priceCents,
      totalCents: cents(product.priceCents * count),
      detail: { kind: 'piece' },
      discount: null,
      sentCount: 0,
      notice: null,
      ...change,
    };
  });
  const totalCents = addCents(cents(0), ...lines.map((line) => line.totalCents));
  return {
    revision: lines.length,
    basketId: lines.length === 0 ? null : toId<'Basket'>(exampleUuid(900)),
    name: '',
    lines,
    totalCents,
    pledges: [],
    dueCents: totalCents,
    armedCents: null,
    unsentCount: 0,
  };
}

export const EMPTY = basketOf();
export const ROUND = basketOf(
  ['Expresso', 2],
  ['Bière blonde du Moulin', 1, ['50 cl']],
  ['Chocolat chaud', 1, ['Chantilly']],
);

/** A till at rest: signed in, online, nothing in the basket. */
export const QUIET: ScreenState = {
  revision: 1,
  station: {
    name: 'Comptoir',
    collectiveName: 'La Grande Oreille',
    timeZone: 'Europe/Paris',
    isPaired: true,
    isDemo: false,
  },
  preferences: { language: 'fr', theme: 'light', sound: true, hand: 'right' },
  network: { kind: 'online' },
  unsent: { count: 0, oldestAt: null },
  clockWrong: null,
  readers: { list: [{ id: 'a', name: 'ACR122U', source: 'pcsc' }], pcsc: 'ready' },
  journal: { kind: 'ready' },
  session: { kind: 'signed-in', staffName: 'Nolwenn', isManager: true },
  pointOfSaleId: CATALOGUE.pointsOfSale[0]!.id,
  basket: EMPTY,
  parked: [],
  orders: [],
  training: false,
  day: { today: TODAY, saleCount: 41, openBefore: null, closedByItself: null },
  stock: [],
  printers: [],
  door: null,
  mode: 'till',
  badge: null,
  activity: { kind: 'none' },
  tray: null,
};

let results = 0;
export const resultOf = (result: ResultShown): Activity => {
  results += 1;
  return {
    kind: 'result',
    resultId: toId<'Result'>(exampleUuid(1_000 + results)),
    endsAt: SOON,
    tapSeenAtMs: null,
    result,
  };
};

export const refusedFor = (reason: Refusal): ScreenState => ({
  ...QUIET,
  activity: resultOf({ kind: 'refused', reason }),
});

let sales = 213;
/** A sale that was paid so, with nothing more to say of it. */
export function saleDone(
  payments: readonly PaymentShown[],
  more: Partial<Extract<ResultShown, { kind: 'sale-done' }>> = {},
): Activity {
  sales += 1;
  return resultOf({
    kind: 'sale-done',
    operationId: toId<'Operation'>(exampleUuid(3_000 + sales)),
    number: sales,
    totalCents: addCents(cents(0), ...payments.map((payment) => payment.cents)),
    payments: [...payments],
    ticketCount: 0,
    loyaltyText: '',
    ...more,
  });
}

const tray = (): NonNullable<ScreenState['tray']> => ({
  cards: cards.map(({ uid, tray: { label, hint } }, index) => ({
    uid,
    label: label.fr,
    hint: hint.fr,
    isDown: index === 2,
  })),
  networkCut: false,
});

/** The demo's tray leaves the least height. */
export const DEMO: Pick<ScreenState, 'station' | 'readers' | 'tray'> = {
  station: { ...QUIET.station, isDemo: true },
  readers: { list: [{ id: 't', name: 'plateau', source: 'tray' }], pcsc: 'no-service' },
  tray: tray(),
};
