import { renderSVG } from 'uqr';
import type { Activity } from '../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';
import { CATALOGUE, exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { basketOf, EARLIER, LAST_WEEK, NOW, QUIET, resultOf } from '../helpers/page/states.ts';

/** The Pass that lies open on the counter, and all that is done with it. */

type Desk = Extract<Activity, { kind: 'pass-desk' }>;
type Holding = Desk['holdings'][number];

const ownAsset = (kind: 'local' | 'gift') => CATALOGUE.assets.find((one) => one.kind === kind)!.id;
const held = (
  index: number,
  assetName: string,
  kind: Holding['kind'],
  amount: number,
  spendableHere: boolean,
): Holding => ({
  assetId: toId<'Asset'>(exampleUuid(800 + index)),
  assetName,
  kind,
  amount,
  spendableHere,
});
const gift: Holding = { ...held(1, 'La Tournée', 'gift', 200, true), assetId: ownAsset('gift') };
const local: Holding = {
  ...held(2, 'Le Sonnant', 'local', 1_270, true),
  assetId: ownAsset('local'),
};
const global = held(3, 'Monnaie globale', 'global', 1_000, true);

const QR = `data:image/svg+xml;base64,${Buffer.from(
  renderSVG('https://tibillet.example/qr/5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350', {
    ecc: 'M',
    border: 3,
    pixelSize: 1,
  }),
).toString('base64')}`;

const DESK: Desk = {
  kind: 'pass-desk',
  cardId: toId<'Card'>(exampleUuid(820)),
  cardNumber: '9D41C7B2',
  cardState: 'linked',
  isOnReader: true,
  isOfVillage: true,
  holdings: [
    gift,
    local,
    global,
    held(4, 'Le Copeau', 'local', 300, false),
    held(5, 'Points café', 'points', 7, false),
  ],
  spendableCents: cents(2_470),
  debtCents: cents(0),
  refundableCents: cents(2_270),
  memberships: [{ name: 'Adhésion annuelle', endsOn: '2027-08-31' as Day }],
  tickets: [
    {
      ticketId: toId<'Ticket'>(exampleUuid(830)),
      eventName: 'La Fanfare des Écluses',
      startsAt: NOW,
      isAdmitted: false,
    },
  ],
  loyalty: { kind: 'nth-free', progress: 6, goal: 10, label: 'le 10e café est offert' },
  history: [
    { at: EARLIER, kind: 'sale', cents: cents(-480) },
    { at: toInstant('2026-11-03T18:02:00.000Z'), kind: 'top-up', cents: cents(2_000) },
    { at: LAST_WEEK, kind: 'sale', cents: cents(-250) },
    { at: LAST_WEEK, kind: 'gift', cents: cents(200) },
    { at: LAST_WEEK, kind: 'refund', cents: cents(-1_500) },
  ],
  linkQr: null,
  otherCards: 1,
  knownAt: NOW,
  tapSeenAtMs: null,
};
const desk = (change: Partial<Desk> = {}): ScreenState => ({
  ...QUIET,
  activity: { ...DESK, ...change },
});

const EMPTY_DESK: Partial<Desk> = {
  holdings: [],
  spendableCents: cents(0),
  refundableCents: cents(0),
  memberships: [],
  tickets: [],
  loyalty: null,
  history: [],
  otherCards: 0,
};

const action = (name: RegExp) => ['.pass-actions .button', name] as const;
const row = (name: RegExp) => ['.row', name] as const;
const number = ['.number-keys .key:nth-child(6)', '.number-keys .key:nth-child(16)'] as const;

drawGallery({
  name: 'the Pass desk',
  states: {
    'pass-desk': desk(),
    'pass-desk-anonymous': desk({
      cardState: 'anonymous',
      isOnReader: false,
      linkQr: QR,
      memberships: [],
      tickets: [],
      otherCards: 0,
      loyalty: {
        kind: 'points',
        progress: 660,
        goal: 1_000,
        label: '5 Bravos',
      },
    }),
    'pass-desk-blank': desk({ ...EMPTY_DESK, cardState: 'blank', linkQr: QR }),
    'pass-desk-debt': desk({
      ...EMPTY_DESK,
      cardState: 'anonymous',
      debtCents: cents(350),
      holdings: [{ ...local, amount: 0 }],
    }),
    'pass-desk-foreign': desk({ ...EMPTY_DESK, isOfVillage: false, cardState: 'anonymous' }),
    'pass-desk-offline': {
      ...desk({ refundableCents: null, history: [], knownAt: EARLIER }),
      network: { kind: 'offline', sinceAt: EARLIER },
      unsent: { count: 3, oldestAt: EARLIER },
    },
    'pass-desk-many': desk({
      debtCents: cents(250),
      spendableCents: cents(1_234_560),
      holdings: [
        gift,
        local,
        held(6, 'Le Couvert', 'local', 640, true),
        { ...global, amount: 1_231_570 },
        held(7, 'Le Coup de pouce', 'gift', 400, false),
        held(4, 'Le Copeau', 'local', 300, false),
        held(8, 'Le Phare', 'local', 900, false),
        held(5, 'Les Bravos', 'points', 7, false),
        held(9, 'Les Coups de main', 'time', 210, false),
      ],
    }),
    'pass-basket-first': { ...QUIET, basket: basketOf(['Expresso', 2]) },
    'pass-topped-up': {
      ...QUIET,
      activity: resultOf({
        kind: 'top-up-done',
        operationId: toId<'Operation'>(exampleUuid(840)),
        cardNumber: '9D41C7B2',
        cents: cents(2_000),
        beforeCents: cents(2_470),
        afterCents: cents(4_470),
        changeCents: cents(3_000),
      }),
    },
    'pass-topped-up-by-card': {
      ...QUIET,
      activity: resultOf({
        kind: 'top-up-done',
        operationId: toId<'Operation'>(exampleUuid(841)),
        cardNumber: '9D41C7B2',
        cents: cents(2_000),
        beforeCents: cents(0),
        afterCents: cents(1_650),
        changeCents: cents(0),
      }),
    },
    'pass-emptied': {
      ...QUIET,
      activity: resultOf({
        kind: 'pass-emptied',
        operationId: toId<'Operation'>(exampleUuid(842)),
        cardNumber: '9D41C7B2',
        cashCents: cents(1_500),
        cancelled: [
          { assetName: 'La Tournée', kind: 'gift', cents: cents(200) },
          { assetName: 'Les Bravos', kind: 'points', cents: cents(7) },
        ],
      }),
    },
    'pass-gift-given': {
      ...QUIET,
      activity: resultOf({
        kind: 'gift-given',
        cardNumber: '9D41C7B2',
        assetName: 'La Tournée',
        cents: cents(300),
        afterCents: cents(2_770),
      }),
    },
    'pass-lost-done': {
      ...QUIET,
      activity: resultOf({ kind: 'card-declared-lost', cardNumber: '9D41C7B2' }),
    },
    'pass-replaced': {
      ...QUIET,
      activity: resultOf({
        kind: 'card-replaced',
        fromNumber: '9D41C7B2',
        toNumber: '5F0C9A3E',
        movedCents: cents(2_470),
      }),
    },
  },
  opened: {
    'top-up': ['pass-desk', action(/Recharger|Top up/), '.quick-values .button:nth-child(3)'],
    'top-up-gone': ['pass-desk-anonymous', action(/Recharger|Top up/)],
    'top-up-cash': [
      'pass-desk',
      action(/Recharger|Top up/),
      '.quick-values .button:nth-child(3)',
      '.pass-means .button:nth-child(1)',
      '.quick-values .button:nth-child(2)',
    ],
    'top-up-short': [
      'pass-desk',
      action(/Recharger|Top up/),
      '.quick-values .button:nth-child(3)',
      '.pass-means .button:nth-child(1)',
      '.keypad .key:nth-child(5)',
    ],
    'top-up-card': [
      'pass-desk',
      action(/Recharger|Top up/),
      '.quick-values .button:nth-child(4)',
      '.pass-means .button:nth-child(2)',
    ],
    'top-up-no-pass': ['quiet', '.top-menu', row(/Recharger|Top up/)],
    'top-up-basket': ['pass-basket-first', '.top-menu', row(/Recharger|Top up/)],
    gift: ['pass-desk', action(/Offrir|Give/), '.quick-values .button:nth-child(1)'],
    'gift-why': [
      'pass-desk',
      action(/Offrir|Give/),
      '.quick-values .button:nth-child(1)',
      '.confirm-bar .button',
      '.reason-presets .choice:nth-child(1)',
    ],
    'empty-pass': ['pass-desk', action(/Vider|Empty/)],
    'empty-pass-back': ['pass-desk', action(/Vider|Empty/), '.segment:nth-child(2)'],
    'empty-pass-nothing': ['pass-desk-debt', action(/Vider|Empty/)],
    'empty-pass-offline': ['pass-desk-offline', action(/Vider|Empty/)],
    'link-pass': ['pass-desk-anonymous', action(/Relier|Link/)],
    'lost-pass': ['quiet', '.top-menu', row(/^\s*(Pass perdu|Lost Pass)/), ...number],
    'lost-pass-whole': ['pass-desk', action(/Déclarer|Declare/)],
    'replace-pass': ['pass-desk-blank', action(/Remplacer|Replace/), ...number],
  },
  kept: new Set([
    'pass-desk',
    'pass-desk-anonymous',
    'pass-desk-blank',
    'pass-desk-many',
    'top-up',
    'top-up-cash',
    'top-up-no-pass',
    'gift-why',
    'empty-pass',
    'empty-pass-back',
    'link-pass',
    'lost-pass',
    'replace-pass',
    'pass-topped-up',
    'pass-emptied',
  ]),
});
