import type { Question, Reply, ReplyOf } from '../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';
import { renderSvg } from '../../src/station/printers/render.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { QUIET, TODAY, refusedFor, resultOf, saleDone } from '../helpers/page/states.ts';

/** Past sales, what is put right in them, and receipts, in every state. */

type SaleRow = ReplyOf<'sales'>['rows'][number];
type SaleShown = ReplyOf<'sale'>['sale'];

const at = (time: string) => toInstant(`2026-11-03T${time}:00.000Z`);

const row = (number: number, time: string, change: Partial<SaleRow> = {}): SaleRow => ({
  saleId: toId<'Sale'>(exampleUuid(3_000 + number)),
  number,
  at: at(time),
  staffName: 'Karim',
  totalCents: cents(850),
  means: ['pass'],
  summary: '2 × Expresso, Bière blonde du Moulin',
  correctedCents: cents(0),
  isTraining: false,
  ...change,
});

const SALES: ReplyOf<'sales'> = {
  kind: 'sales',
  days: [TODAY, '2026-11-02' as Day, '2026-10-31' as Day],
  hasMore: true,
  rows: [
    row(214, '19:41'),
    row(213, '19:38', {
      means: ['cash', 'pass'],
      totalCents: cents(12_450),
      summary: '12 × Planche de fromages, Pichet de vin 50 cl, 4 × Soupe du soir, Chips, …',
      staffName: 'Marie-Antoinette',
    }),
    row(212, '19:30', { means: ['cash'], totalCents: cents(250), correctedCents: cents(250) }),
    row(211, '19:12', { means: ['bank-card'], summary: 'Consigne gobelet' }),
    row(210, '19:02', { means: ['offered'], totalCents: cents(150), summary: 'Expresso' }),
  ],
};

const line = (
  number: number,
  label: string,
  count: number,
  amount: number,
  change: Partial<SaleShown['lines'][number]> = {},
): SaleShown['lines'][number] => ({
  lineId: toId<'Line'>(exampleUuid(600 + number)),
  label,
  optionLabels: [],
  count,
  leftCount: count,
  totalCents: cents(amount),
  detail: { kind: 'piece' },
  ...change,
});

const SALE: SaleShown = {
  ...row(213, '19:38', { means: ['cash', 'pass'], totalCents: cents(1_430) }),
  basketName: 'Table 4',
  lines: [
    line(1, 'Expresso', 2, 300),
    line(2, 'Bière blonde du Moulin', 3, 960, { optionLabels: ['50 cl'] }),
    line(3, 'Chips de Kerlune, sachet', 1, 170),
  ],
  payments: [
    {
      payment: 0,
      means: 'pass',
      cents: cents(930),
      cardNumber: '5F0C9A3E',
      changeableTo: [],
    },
    {
      payment: 1,
      means: 'cash',
      cents: cents(500),
      cardNumber: '',
      changeableTo: ['bank-card', 'cheque'],
    },
  ],
  corrections: [],
  cancelNeeds: 'manager',
};

const CORRECTED: SaleShown = {
  ...SALE,
  correctedCents: cents(1_430),
  lines: SALE.lines.map((one) => ({ ...one, leftCount: 0 })),
  payments: SALE.payments.map((one) => ({ ...one, changeableTo: [] })),
  corrections: [
    {
      operationId: toId<'Operation'>(exampleUuid(651)),
      at: at('19:39'),
      staffName: 'Karim',
      approvedByName: null,
      reason: '',
      cents: cents(170),
    },
    {
      operationId: toId<'Operation'>(exampleUuid(652)),
      at: at('19:41'),
      staffName: 'Karim',
      approvedByName: 'Nolwenn',
      reason: 'La bière était tiède et la personne est repartie fâchée',
      cents: cents(1_260),
    },
  ],
  cancelNeeds: 'nothing-left',
};

const PAPER = renderSvg(
  {
    kind: 'sale',
    collective: { name: 'La Grande Oreille', lines: [] },
    footer: ['12 quai des Écluses, 29000 Kerlune', 'SIRET 123 456 789 00012'],
    number: '213',
    at: at('19:38'),
    timeZone: 'Europe/Paris',
    staffName: 'Karim',
    pointOfSale: 'Comptoir',
    copy: 2,
    isTraining: false,
    corrects: null,
    tab: 'Table 4',
    lines: SALE.lines.map(({ label, optionLabels, count, totalCents }) => ({
      label,
      options: optionLabels,
      count,
      measure: null,
      unitCents: cents(totalCents / count),
      cents: totalCents,
      discount: null,
    })),
    discounts: [],
    totalCents: SALE.totalCents,
    vat: [
      {
        rateBp: 2_000,
        exclusiveCents: cents(1_192),
        vatCents: cents(238),
        inclusiveCents: cents(1_430),
      },
    ],
    payments: [],
  },
  'fr',
);
const QR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#fff"/><path d="M1 1h3v3H1zM6 1h3v3H6zM1 6h3v3H1zM6 6h1v1H6zM8 8h1v1H8z"/></svg>`;

/** The sale with this id was taken back; the days before today had none. */
const CORRECTED_ID = row(212, '19:30').saleId;
const OLD_ID = row(211, '19:12').saleId;

function reply(question: Question): Reply {
  if (question.kind === 'sales') {
    const isFound = question.day === TODAY && question.text === '';
    return isFound ? SALES : { ...SALES, rows: [], hasMore: false };
  }
  if (question.kind === 'sale') {
    if (question.saleId === OLD_ID) return { kind: 'refused', reason: 'sale-unknown' };
    return { kind: 'sale', sale: question.saleId === CORRECTED_ID ? CORRECTED : SALE };
  }
  if (question.kind === 'receipt') {
    const isFirst = question.operationId === (row(210, '19:02').saleId as string);
    return { kind: 'receipt', svg: PAPER, qr: isFirst ? null : QR, copies: isFirst ? 0 : 1 };
  }
  return { kind: 'refused', reason: 'busy' };
}

const WITH_PRINTER: ScreenState = {
  ...QUIET,
  printers: [{ role: 'receipt', kind: 'ready', waitingCount: 0, reason: null }],
};
const cancelled = (refunds: readonly (readonly ['pass' | 'cash' | 'bank-card', number])[]) =>
  resultOf({
    kind: 'sale-cancelled',
    operationId: toId<'Operation'>(exampleUuid(660)),
    saleNumber: 213,
    totalCents: cents(refunds.reduce((sum, [, amount]) => sum + amount, 0)),
    refunds: refunds.map(([means, amount]) => ({ means, cents: cents(amount) })),
  });

const MENU = '.top-menu';
const sales = [MENU, ['.row', /Ventes passées|Past sales/]] as const;
const sale = [...sales, '.sheet-body .row'] as const;

drawGallery({
  name: 'past sales',
  reply,
  states: {
    'sales-printer': WITH_PRINTER,
    'sales-cancelled': { ...QUIET, activity: cancelled([['cash', 500]]) },
    'sales-cancelled-mixed': {
      ...QUIET,
      activity: cancelled([
        ['pass', 930],
        ['cash', 500],
        ['bank-card', 12_000],
      ]),
    },
    'sales-means-changed': {
      ...QUIET,
      activity: resultOf({
        kind: 'means-changed',
        saleNumber: 213,
        from: 'cash',
        to: 'bank-card',
        cents: cents(500),
      }),
    },
    'sales-done': {
      ...QUIET,
      activity: saleDone([
        { means: 'cash', cents: cents(850), givenCents: cents(1_000), changeCents: cents(150) },
      ]),
    },
    'sales-already': refusedFor('already-corrected'),
    'sales-cancel-whole': refusedFor('cancel-whole'),
  },
  opened: {
    'sales-list': ['quiet', ...sales],
    'sales-none': ['quiet', ...sales, '.sales-days .button:first-child'],
    'sales-search': ['quiet', ...sales, ['.sales-bar > .button', /./], '.key:nth-child(2)'],
    'sales-one': ['quiet', ...sale],
    'sales-corrected': ['quiet', ...sales, ['.row', '212']],
    'sales-unknown': ['quiet', ...sales, ['.row', '211']],
    'sales-cancel': ['quiet', ...sale, '.sale-foot .button-danger'],
    'sales-cancel-part': [
      'quiet',
      ...sale,
      '.sale-foot .button-danger',
      '.segment:last-child',
      '.sale-line:nth-child(2) .stepper button:last-child',
    ],
    'sales-change-means': ['quiet', ...sale, ['button.row', /moyen|means/], 'button.row'],
    'sales-receipt': ['sales-printer', ...sale, '.sale-foot .button'],
    'sales-receipt-first': ['quiet', ...sales, ['.row', '210'], '.sale-foot .button'],
    'sales-receipt-mail': [
      'sales-printer',
      ...sale,
      '.sale-foot .button',
      ['.receipt-ways .button', /e-mail/],
      ['.letter', /^j$/],
    ],
  },
  kept: new Set([
    'sales-list',
    'sales-search',
    'sales-one',
    'sales-cancel',
    'sales-cancel-part',
    'sales-cancelled-mixed',
    'sales-change-means',
    'sales-receipt',
    'sales-done',
  ]),
});
