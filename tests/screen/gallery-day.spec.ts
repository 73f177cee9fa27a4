import type { Question, Reply, ReplyOf } from '../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { QUIET, ROUND, TODAY, refusedFor, resultOf } from '../helpers/page/states.ts';

/** The end of a day, the drawer, the printers and training, in every state. */

const sum = (count: number, amount: number) => ({ count, cents: cents(amount) });
const NONE = sum(0, 0);

const TOTALS: ReplyOf<'x-report'>['totals'] = {
  turnover: sum(87, 64_370),
  byMeans: [
    { means: 'pass', ...sum(52, 38_150) },
    { means: 'cash', ...sum(24, 19_420) },
    { means: 'bank-card', ...sum(9, 8_900) },
    { means: 'offered', ...sum(2, 950) },
  ],
  byAssetKind: [
    { kind: 'global', cents: cents(12_350) },
    { kind: 'local', cents: cents(23_800) },
    { kind: 'gift', cents: cents(2_000) },
  ],
  byCategory: [
    { categoryId: 'beer', ...sum(61, 31_200) },
    { categoryId: 'soft', ...sum(44, 17_170) },
    { categoryId: 'food', ...sum(32, 16_000) },
  ],
  byProduct: Array.from({ length: 14 }, (_, index) => ({
    productId: exampleUuid(100 + index),
    label: index === 2 ? 'Assiette de fromages du Moulin, pain de campagne' : `Article ${index}`,
    ...sum(30 - index, 9_000 - index * 400),
  })),
  byVat: [
    { rateBp: 550, cents: cents(8_200), vatCents: cents(427) },
    { rateBp: 1_000, cents: cents(25_170), vatCents: cents(2_288) },
    { rateBp: 2_000, cents: cents(31_000), vatCents: cents(5_167) },
  ],
  byStaff: [
    { staffId: exampleUuid(201), name: 'Nolwenn', ...sum(60, 44_370) },
    { staffId: exampleUuid(202), name: 'Karim', ...sum(27, 20_000) },
  ],
  byPointOfSale: [{ pointOfSaleId: 'bar', ...sum(87, 64_370) }],
  topUps: sum(11, 22_000),
  topUpsByMeans: [{ means: 'cash', ...sum(11, 22_000) }],
  gifts: sum(1, 500),
  emptied: sum(1, 1_250),
  depositsTaken: sum(40, 4_000),
  depositsReturned: sum(31, 3_100),
  memberships: sum(2, 2_000),
  offered: sum(2, 950),
  discounts: sum(3, 450),
  corrections: sum(1, 280),
  meansChanged: NONE,
  cash: {
    openingCents: cents(15_000),
    salesCents: cents(19_700),
    topUpsCents: cents(22_000),
    emptiedCents: cents(1_250),
    correctionsCents: cents(280),
    movedCents: cents(-20_000),
    expectedCents: cents(35_170),
  },
};

const PAPER = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 600"><rect width="400" height="600" fill="#fff"/><text x="40" y="60" font-size="28">Clôture n° 12</text></svg>`;

const xReport = (unpaid: ReplyOf<'x-report'>['unpaid']): ReplyOf<'x-report'> => ({
  kind: 'x-report',
  day: TODAY,
  totals: TOTALS,
  categoryNames: { beer: 'Bières', soft: 'Sans alcool', food: 'À manger' },
  pointOfSaleNames: { bar: 'Comptoir' },
  unpaid,
  svg: PAPER,
});

const CLOSINGS: ReplyOf<'closings'> = {
  kind: 'closings',
  hasMore: true,
  rows: (
    [
      [12, '2026-11-02', 'Nolwenn', 48_320, -50],
      [11, '2026-11-01', null, 12_000, null],
      [10, '2026-10-31', 'Marie-Antoinette', 123_456, 0],
      [9, '2026-10-30', 'Karim', 98_700, 120],
    ] as const
  ).map(([number, day, staffName, turnover, difference]) => ({
    operationId: toId<'Operation'>(exampleUuid(300 + number)),
    number,
    day: day as Day,
    at: toInstant(`${day}T23:40:00.000Z`),
    staffName,
    turnoverCents: cents(turnover),
    differenceCents: difference === null ? null : cents(difference),
  })),
};

const PRINTERS: ReplyOf<'printers'> = {
  kind: 'printers',
  printers: [
    { role: 'receipt', kind: 'network', host: '192.168.1.50', port: 9100, path: '', columns: 42 },
    { role: 'kitchen', kind: 'device', host: '', port: 9100, path: '/dev/usb/lp0', columns: 32 },
    { role: 'bar', kind: 'none', host: '', port: 9100, path: '', columns: 42 },
  ],
};

const WITH_PRINTERS: ScreenState = {
  ...QUIET,
  printers: [
    { role: 'receipt', kind: 'ready', waitingCount: 0, reason: null },
    { role: 'kitchen', kind: 'waiting', waitingCount: 3, reason: 'paper-out' },
    { role: 'bar', kind: 'none', waitingCount: 0, reason: null },
  ],
};

const REPLIES: readonly Reply[] = [
  xReport([
    { name: 'Table 4', totalCents: cents(2_350) },
    { name: '', totalCents: cents(280) },
  ]),
  CLOSINGS,
  PRINTERS,
  { kind: 'receipt', svg: PAPER, qr: null, copies: 1 },
];

const reply = ({ kind }: Question): Reply =>
  REPLIES.find((one) => one.kind === kind) ?? { kind: 'refused', reason: 'busy' };

const closed = (differenceCents: number | null): ScreenState => ({
  ...QUIET,
  activity: resultOf({
    kind: 'day-closed',
    operationId: toId<'Operation'>(exampleUuid(400)),
    number: 12,
    day: TODAY,
    turnoverCents: cents(64_370),
    differenceCents: differenceCents === null ? null : cents(differenceCents),
    isAutomatic: false,
  }),
});

const TRAINING: ScreenState = { ...QUIET, training: true };
const MENU = '.top-menu';
const row = (text: RegExp) => ['.row', text] as const;
const NEXT = '.sheet-foot .button-main';

drawGallery({
  name: 'the day',
  reply,
  states: {
    'day-closed': closed(-50),
    'day-closed-not-counted': closed(null),
    'day-exported': {
      ...QUIET,
      activity: resultOf({
        kind: 'day-exported',
        day: TODAY,
        path: '/home/kiosk/.local/share/tibillet/exports/ventes-2026-11-03.csv',
      }),
    },
    'nothing-to-close': refusedFor('nothing-to-close'),
    'training-basket': refusedFor('training-basket'),
    'export-failed': refusedFor('export-failed'),
    'no-printer': refusedFor('no-printer'),
    'training-selling': { ...TRAINING, basket: ROUND },
    'training-done': { ...TRAINING, activity: resultOf({ kind: 'done', what: 'training-on' }) },
    'training-sign-in': {
      ...TRAINING,
      session: { kind: 'signed-out', pinTriesLeft: 5, pinBlockedUntilAt: null },
    },
    'day-left-open': { ...QUIET, day: { ...QUIET.day, openBefore: '2026-11-02' as Day } },
    'day-closed-by-itself': {
      ...WITH_PRINTERS,
      day: { ...QUIET.day, closedByItself: { number: 12, day: '2026-11-02' as Day } },
    },
    printers: WITH_PRINTERS,
    training: TRAINING,
  },
  opened: {
    'day-menu': ['printers', MENU],
    day: ['quiet', MENU, row(/Fin de journée|End of day/)],
    'day-notices': ['day-closed-by-itself', MENU, row(/Fin de journée|End of day/)],
    'day-training': ['training', MENU, row(/Fin de journée|End of day/)],
    'day-count': [
      'quiet',
      MENU,
      row(/Fin de journée|End of day/),
      NEXT,
      '.key:nth-child(8)',
      '.piece:nth-child(4)',
      '.key:nth-child(3)',
    ],
    'day-count-total': [
      'quiet',
      MENU,
      row(/Fin de journée|End of day/),
      NEXT,
      '.segment:nth-child(2)',
      '.key:nth-child(3)',
      '.key:nth-child(5)',
      '.key:nth-child(1)',
      '.key:nth-child(2)',
      '.key:nth-child(1)',
    ],
    'day-count-none': [
      'quiet',
      MENU,
      row(/Fin de journée|End of day/),
      NEXT,
      '.segment:nth-child(3)',
    ],
    'day-close': [
      'quiet',
      MENU,
      row(/Fin de journée|End of day/),
      NEXT,
      '.segment:nth-child(2)',
      '.key:nth-child(3)',
      '.key:nth-child(5)',
      '.key:nth-child(1)',
      '.key:nth-child(2)',
      '.key:nth-child(1)',
      NEXT,
    ],
    'cash-move': ['quiet', MENU, row(/Entrée ou sortie|Cash in or out/), '.key:nth-child(2)'],
    'cash-move-why': [
      'quiet',
      MENU,
      row(/Entrée ou sortie|Cash in or out/),
      '.segment:nth-child(2)',
      '.key:nth-child(2)',
      '.keypad .key:nth-child(10)',
      NEXT,
      '.reason-presets .choice:nth-child(1)',
    ],
    'open-drawer': ['quiet', MENU, row(/Ouvrir le tiroir|Open the drawer/)],
    closings: ['quiet', MENU, row(/Clôtures passées|Past closings/)],
    closing: ['printers', MENU, row(/Clôtures passées|Past closings/), '.sheet-body .row'],
    'printers-list': ['printers', MENU, row(/Imprimantes|Printers/)],
    'printer-network': [
      'printers',
      MENU,
      row(/Imprimantes|Printers/),
      '.rows li:nth-child(1) .row',
    ],
    'printer-device': ['printers', MENU, row(/Imprimantes|Printers/), '.rows li:nth-child(2) .row'],
    'printer-typing': [
      'printers',
      MENU,
      row(/Imprimantes|Printers/),
      '.rows li:nth-child(1) .row',
      '.text-line',
    ],
    'training-off': ['quiet', MENU, row(/Entraînement|Training/)],
    'training-on': ['training', MENU, row(/Entraînement|Training/)],
  },
  kept: new Set([
    'day',
    'day-count',
    'day-close',
    'day-closed',
    'cash-move',
    'closings',
    'printer-network',
    'training-selling',
  ]),
});
