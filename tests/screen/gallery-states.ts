import type { Activity } from '../../src/contract/kiosk/activity.ts';
import type { PaymentShown } from '../../src/contract/kiosk/results.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { cents, subtractCents } from '../../src/shared/money.ts';
import type { Instant } from '../../src/shared/time.ts';
import {
  DEMO,
  EARLIER,
  IN_TWO_MINUTES,
  LAST_WEEK,
  QUIET,
  ROUND,
  basketOf,
  refusedFor,
  saleDone,
} from '../helpers/page/states.ts';

const signedOut = (
  pinTriesLeft: number,
  pinBlockedUntilAt: Instant | null = null,
): ScreenState => ({
  ...QUIET,
  session: { kind: 'signed-out', pinTriesLeft, pinBlockedUntilAt },
});

const short = (change: Partial<Extract<Activity, { kind: 'pass-short' }>> = {}): Activity => ({
  kind: 'pass-short',
  cardNumber: '5F0C9A3E',
  totalCents: ROUND.totalCents,
  availableCents: subtractCents(ROUND.totalCents, cents(370)),
  missingCents: cents(370),
  canKeep: true,
  canUseSecondPass: true,
  ...change,
});

const passPart = (leftCents: number, unsecured = false): PaymentShown => ({
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

/** Somebody who goes everywhere pays with five moneys. */
const MANY_MONEYS: PaymentShown = {
  means: 'pass',
  cents: cents(1_200_000),
  cardNumber: '9D41C7B2',
  leftCents: cents(0),
  parts: [
    { assetName: 'La Tournée', kind: 'gift', cents: cents(200_000) },
    { assetName: 'Le Sonnant', kind: 'local', cents: cents(200_000) },
    { assetName: 'Le Copeau', kind: 'local', cents: cents(200_000) },
    { assetName: 'Le Couvert', kind: 'local', cents: cents(200_000) },
    { assetName: 'Monnaie globale', kind: 'global', cents: cents(400_000) },
  ],
  unsecured: true,
};

/** Every state of the frame that has a look of its own. The name is the name of its picture. */
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
      ['Bière blonde du Moulin', 3, ['25 cl'], { notice: 'price-changed' }],
      ['Chocolat chaud', 1, ['Chantilly', 'Guimauve']],
      ['Planche de fromages', 2, ['Pain sans gluten']],
      ['Verre de vin', 999, ['Rouge']],
      ['Café crème', 1, ['Lait d’avoine'], { notice: 'withdrawn' }],
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
  'selling-demo': { ...QUIET, ...DEMO, basket: ROUND },
  'nothing-to-sell': QUIET,
  'pass-short': { ...QUIET, basket: ROUND, activity: short() },
  'pass-short-offline': {
    ...QUIET,
    basket: ROUND,
    network: { kind: 'offline', sinceAt: EARLIER },
    activity: short({ canKeep: false, canUseSecondPass: false }),
  },
  'done-by-pass': { ...QUIET, activity: saleDone([passPart(470)]) },
  'done-offline': {
    ...QUIET,
    network: { kind: 'offline', sinceAt: EARLIER },
    unsent: { count: 1, oldestAt: EARLIER },
    activity: saleDone([passPart(470, true)]),
  },
  'done-in-cash': {
    ...QUIET,
    activity: saleDone([
      { means: 'cash', cents: cents(840), givenCents: cents(1_000), changeCents: cents(160) },
    ]),
  },
  'done-mixed': {
    ...QUIET,
    activity: saleDone([
      passPart(0),
      { means: 'cash', cents: cents(370), givenCents: cents(500), changeCents: cents(130) },
    ]),
  },
  'done-many-moneys': {
    ...QUIET,
    ...DEMO,
    activity: saleDone([
      MANY_MONEYS,
      { means: 'cash', cents: cents(34_560), givenCents: cents(35_000), changeCents: cents(440) },
    ]),
  },
  'refused-lost': refusedFor('card-lost'),
  'refused-two-passes': refusedFor('several-cards'),
  'halted-disk-full': { ...QUIET, journal: { kind: 'refusing', reason: 'disk-full' } },
  'halted-revoked': { ...QUIET, journal: { kind: 'refusing', reason: 'revoked' } },
  'halted-chain-broken': { ...QUIET, journal: { kind: 'refusing', reason: 'chain-broken' } },
};
