import cards from '../../resources/demo/cards.json' with { type: 'json' };
import type { Activity, ResultShown, ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import type { Refusal } from '../../src/contract/kiosk/refusals.ts';
import { toId } from '../../src/shared/ids.ts';
import { addCents, cents, subtractCents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Instant } from '../../src/shared/time.ts';
import { CATALOGUE, exampleUuid } from './gallery-catalogues.ts';

/** The moment of every picture, so that they only change when the screen does. */
export const NOW = toInstant('2026-11-03T19:42:00.000Z');
const LAST_WEEK = toInstant('2026-10-28T15:38:00.000Z');
const EARLIER = toInstant('2026-11-03T19:12:00.000Z');
const SOON = toInstant('2026-11-03T19:42:05.000Z');
const IN_TWO_MINUTES = toInstant('2026-11-03T19:43:52.000Z');

const BAR = 'La Grande Oreille';
type Line = ScreenState['basket']['lines'][number];

function basketOf(
  ...wanted: readonly (readonly [
    name: string,
    count: number,
    optionLabels?: readonly string[],
    notice?: Line['notice'],
  ])[]
): ScreenState['basket'] {
  const lines = wanted.map(([name, count, optionLabels = [], notice = null], index): Line => {
    const product = CATALOGUE.products.find((one) => one.name === name)!;
    return {
      lineId: toId<'Line'>(exampleUuid(index + 1)),
      productId: product.id,
      label: name,
      optionLabels: [...optionLabels],
      count,
      unitPriceCents: product.priceCents,
      totalCents: cents(product.priceCents * count),
      notice,
    };
  });
  return {
    revision: lines.length,
    lines,
    totalCents: addCents(cents(0), ...lines.map(({ totalCents }) => totalCents)),
  };
}

const EMPTY = basketOf();
const ROUND = basketOf(
  ['Expresso', 2],
  ['Bière blonde du Moulin', 1, ['50 cl']],
  ['Chocolat chaud', 1, ['Chantilly']],
);

const QUIET: ScreenState = {
  revision: 1,
  station: {
    name: 'Comptoir',
    collectiveName: BAR,
    timeZone: 'Europe/Paris',
    isPaired: true,
    isDemo: false,
  },
  preferences: { language: 'fr', theme: 'light', sound: true },
  network: { kind: 'online' },
  unsent: { count: 0, oldestAt: null },
  clockWrong: null,
  readers: { list: [{ id: 'a', name: 'ACR122U', source: 'pcsc' }], pcsc: 'ready' },
  journal: { kind: 'ready' },
  session: { kind: 'signed-in', staffName: 'Nolwenn', isManager: true },
  pointOfSaleId: CATALOGUE.pointsOfSale[0]!.id,
  basket: EMPTY,
  activity: { kind: 'none' },
  tray: null,
};

const signedOut = (
  pinTriesLeft: number,
  pinBlockedUntilAt: Instant | null = null,
): ScreenState => ({
  ...QUIET,
  session: { kind: 'signed-out', pinTriesLeft, pinBlockedUntilAt },
});

let results = 0;
const resultOf = (result: ResultShown): Activity => {
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

type SaleDone = Extract<ResultShown, { kind: 'sale-done' }>;

const passPart = (leftCents: number, unsecured = false): SaleDone['payments'][number] => ({
  means: 'pass',
  cents: cents(530),
  cardNumber: '5F0C9A3E',
  leftCents: cents(leftCents),
  parts: [
    { assetName: 'Offert par La Grande Oreille', kind: 'gift', cents: cents(500) },
    { assetName: 'Le Sonnant', kind: 'local', cents: cents(30) },
  ],
  unsecured,
});

const checked = (cardState: 'linked' | 'lost'): ResultShown => ({
  kind: 'pass-checked',
  cardNumber: '9D41C7B2',
  cardState,
  spendableCents: cents(cardState === 'lost' ? 0 : 2_470),
  debtCents: cents(0),
  knownAt: NOW,
  holdings: [
    { assetName: 'Offert', kind: 'gift', amount: 200, spendableHere: true },
    { assetName: 'Le Sonnant', kind: 'local', amount: 1_270, spendableHere: true },
    { assetName: 'Monnaie globale', kind: 'global', amount: 1_000, spendableHere: true },
    { assetName: 'Le Copeau', kind: 'local', amount: 300, spendableHere: false },
    { assetName: 'Le Couvert', kind: 'local', amount: 640, spendableHere: false },
    { assetName: 'Heures de bénévole', kind: 'time', amount: 150, spendableHere: false },
    { assetName: 'Points café', kind: 'points', amount: 7, spendableHere: false },
  ],
});

type Holding = Extract<ResultShown, { kind: 'pass-checked' }>['holdings'][number];

/** Somebody who goes everywhere. */
const MANY_HOLDINGS: Holding[] = [
  { assetName: 'La Tournée', kind: 'gift', amount: 300, spendableHere: true },
  { assetName: 'Le Sonnant', kind: 'local', amount: 1_250, spendableHere: true },
  { assetName: 'Le Copeau', kind: 'local', amount: 800, spendableHere: true },
  { assetName: 'Le Couvert', kind: 'local', amount: 640, spendableHere: true },
  { assetName: 'Monnaie globale', kind: 'global', amount: 1_231_570, spendableHere: true },
  { assetName: 'Le Coup de pouce', kind: 'gift', amount: 400, spendableHere: false },
  { assetName: 'Le Phare', kind: 'local', amount: 900, spendableHere: false },
  { assetName: 'Les Bravos', kind: 'points', amount: 7, spendableHere: false },
  { assetName: 'Points café', kind: 'points', amount: 12, spendableHere: false },
  { assetName: 'Les Coups de main', kind: 'time', amount: 210, spendableHere: false },
];

const short = (canPayRestInCash: boolean): Activity => ({
  kind: 'pass-short',
  cardNumber: '5F0C9A3E',
  totalCents: ROUND.totalCents,
  availableCents: subtractCents(ROUND.totalCents, cents(370)),
  missingCents: cents(370),
  canPayRestInCash,
});

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
const DEMO: Pick<ScreenState, 'station' | 'readers' | 'tray'> = {
  station: { ...QUIET.station, isDemo: true },
  readers: { list: [{ id: 't', name: 'plateau', source: 'tray' }], pcsc: 'no-service' },
  tray: tray(),
};

/** Every state of the kiosk that has a look of its own. The name is the name of its picture. */
export const GALLERY: Readonly<Record<string, ScreenState>> = {
  'sign-in': signedOut(5),
  'sign-in-wrong': signedOut(3),
  'sign-in-blocked': signedOut(0, IN_TWO_MINUTES),
  'sign-in-refused': { ...signedOut(5), activity: refusedFor('card-not-staff').activity },
  pairing: { ...signedOut(5), station: { ...QUIET.station, isPaired: false } },
  'selling-empty': QUIET,
  selling: { ...QUIET, basket: ROUND },
  'selling-many': { ...QUIET, basket: ROUND },
  'selling-full': {
    ...QUIET,
    basket: basketOf(
      ['Expresso', 12],
      ['Bière blonde du Moulin', 3, ['25 cl'], 'price-changed'],
      ['Chocolat chaud', 1, ['Chantilly', 'Guimauve']],
      ['Planche de fromages', 2, ['Pain sans gluten']],
      ['Verre de vin', 999, ['Rouge']],
      ['Café crème', 1, ['Lait d’avoine'], 'withdrawn'],
      ['T-shirt La Grande Oreille', 1, ['M']],
      ['Soupe du soir', 4],
      ['Chips de Kerlune, sachet', 2],
      ['Limonade artisanale 25 cl', 2],
      ['Pichet de vin 50 cl', 700, ['Rouge']],
      ['Bouchons d’oreilles', 6],
    ),
  },
  'selling-offline': {
    ...QUIET,
    basket: ROUND,
    network: { kind: 'offline', sinceAt: EARLIER },
    unsent: { count: 14, oldestAt: EARLIER },
  },
  'selling-reader-unplugged': {
    ...QUIET,
    basket: ROUND,
    readers: { list: [], pcsc: 'ready' },
  },
  'selling-reader-restarting': {
    ...QUIET,
    basket: ROUND,
    readers: { list: [], pcsc: 'restarting' },
    unsent: { count: 3, oldestAt: EARLIER },
  },
  'selling-no-pcsc': {
    ...QUIET,
    basket: ROUND,
    readers: { list: [{ id: 'w', name: 'clavier', source: 'wedge' }], pcsc: 'no-service' },
    clockWrong: { cloudAt: EARLIER },
  },
  'selling-all-wrong': {
    ...QUIET,
    basket: ROUND,
    readers: { list: [], pcsc: 'restarting' },
    network: { kind: 'offline', sinceAt: LAST_WEEK },
    unsent: { count: 12_345, oldestAt: LAST_WEEK },
    clockWrong: { cloudAt: LAST_WEEK },
  },
  'selling-demo': {
    ...QUIET,
    ...DEMO,
    basket: ROUND,
  },
  'nothing-to-sell': QUIET,
  'pass-short': { ...QUIET, basket: ROUND, activity: short(true) },
  'pass-short-offline': {
    ...QUIET,
    basket: ROUND,
    network: { kind: 'offline', sinceAt: EARLIER },
    activity: short(false),
  },
  'done-by-pass': {
    ...QUIET,
    activity: resultOf({
      kind: 'sale-done',
      number: 214,
      totalCents: cents(530),
      payments: [passPart(470)],
    }),
  },
  'done-offline': {
    ...QUIET,
    network: { kind: 'offline', sinceAt: EARLIER },
    unsent: { count: 1, oldestAt: EARLIER },
    activity: resultOf({
      kind: 'sale-done',
      number: 215,
      totalCents: cents(530),
      payments: [passPart(470, true)],
    }),
  },
  'done-in-cash': {
    ...QUIET,
    activity: resultOf({
      kind: 'sale-done',
      number: 216,
      totalCents: cents(840),
      payments: [
        { means: 'cash', cents: cents(840), givenCents: cents(1_000), changeCents: cents(160) },
      ],
    }),
  },
  'done-mixed': {
    ...QUIET,
    activity: resultOf({
      kind: 'sale-done',
      number: 217,
      totalCents: cents(900),
      payments: [
        passPart(0),
        { means: 'cash', cents: cents(370), givenCents: cents(500), changeCents: cents(130) },
      ],
    }),
  },
  'done-many-moneys': {
    ...QUIET,
    ...DEMO,
    activity: resultOf({
      kind: 'sale-done',
      number: 218,
      totalCents: cents(1_234_560),
      payments: [
        {
          means: 'pass',
          cents: cents(1_200_000),
          cardNumber: '9D41C7B2',
          leftCents: cents(0),
          parts: MANY_HOLDINGS.filter(({ spendableHere }) => spendableHere).map(
            ({ assetName, kind }) => ({ assetName, kind, cents: cents(200_000) }),
          ),
          unsecured: true,
        },
        { means: 'cash', cents: cents(34_560), givenCents: cents(35_000), changeCents: cents(440) },
      ],
    }),
  },
  'refused-lost': refusedFor('card-lost'),
  'refused-two-passes': refusedFor('several-cards'),
  'check-pass': { ...QUIET, activity: resultOf(checked('linked')) },
  'check-many-moneys': {
    ...QUIET,
    ...DEMO,
    network: { kind: 'offline', sinceAt: EARLIER },
    activity: resultOf({
      kind: 'pass-checked',
      cardNumber: '9D41C7B2',
      cardState: 'anonymous',
      spendableCents: cents(1_234_560),
      debtCents: cents(250),
      knownAt: LAST_WEEK,
      holdings: MANY_HOLDINGS,
    }),
  },
  'check-lost-pass': { ...QUIET, ...DEMO, activity: resultOf(checked('lost')) },
  'halted-disk-full': { ...QUIET, journal: { kind: 'refusing', reason: 'disk-full' } },
  'halted-revoked': { ...QUIET, journal: { kind: 'refusing', reason: 'revoked' } },
  'halted-chain-broken': { ...QUIET, journal: { kind: 'refusing', reason: 'chain-broken' } },
};
