import type { Receipt, ReceiptHead, SaleReceipt } from '../../src/domain/receipt/receipt.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';

/** One paper of each kind, of a bar as it could be. */

const head: ReceiptHead = {
  collective: {
    name: 'Le Tremplin',
    lines: ['12, rue de l’Œillet', '35000 Rennes', 'SIRET 123 456 789 00012'],
  },
  footer: ['Prochain concert vendredi à 20 h 30', 'Merci, à bientôt !'],
  number: '124',
  at: toInstant('2026-11-03T13:30:00.000Z'),
  timeZone: 'Europe/Paris',
  staffName: 'Camille',
  pointOfSale: 'Bar du fond',
  copy: 1,
  isTraining: false,
};

const line = (
  count: number,
  label: string,
  amount: number,
  more: Partial<SaleReceipt['lines'][number]> = {},
): SaleReceipt['lines'][number] => ({
  label,
  options: [],
  count,
  measure: null,
  unitCents: cents(Math.round(amount / count)),
  cents: cents(amount),
  discount: null,
  ...more,
});

const noPayment = {
  givenCents: null,
  changeCents: null,
  passEnd: null,
  leftCents: null,
} as const;

export const SALE: SaleReceipt = {
  ...head,
  kind: 'sale',
  corrects: null,
  tab: 'Table 4',
  lines: [
    line(2, 'Café crème', 300),
    line(1, 'Limonade artisanale au gingembre et à la menthe du jardin', 350, {
      options: ['avec glaçons', 'grand verre'],
    }),
    line(1, 'Comté affiné 18 mois', 420, { measure: '0,350\u202Fkg × 12,00\u202F€/kg' }),
    line(3, 'Œuf mimosa', 600, { discount: { label: '10\u202F%', cents: cents(60) } }),
    line(1, 'Consigne rendue', -100, { unitCents: null }),
  ],
  discounts: [{ label: 'bénévole', cents: cents(100) }],
  totalCents: cents(1410),
  vat: [
    {
      rateBp: 550,
      exclusiveCents: cents(800),
      vatCents: cents(44),
      inclusiveCents: cents(844),
    },
    {
      rateBp: 2000,
      exclusiveCents: cents(472),
      vatCents: cents(94),
      inclusiveCents: cents(566),
    },
  ],
  payments: [
    { ...noPayment, means: 'pass', cents: cents(410), passEnd: '5C80', leftCents: cents(0) },
    {
      ...noPayment,
      means: 'cash',
      cents: cents(1000),
      givenCents: cents(2000),
      changeCents: cents(1000),
    },
  ],
};

export const CORRECTION: Receipt = {
  ...SALE,
  kind: 'correction',
  number: '125',
  tab: null,
  corrects: { number: '124', reason: 'erreur de saisie' },
  lines: [line(-2, 'Café crème', -300, { unitCents: cents(150) })],
  discounts: [],
  totalCents: cents(-300),
  vat: [],
  payments: [{ ...noPayment, means: 'cash', cents: cents(-300) }],
};

export const TOP_UP: Receipt = {
  ...head,
  kind: 'top-up',
  passEnd: '5C80',
  totalCents: cents(2000),
  beforeCents: cents(120),
  afterCents: cents(2120),
  details: [],
  payments: [{ ...noPayment, means: 'bank-card', cents: cents(2000) }],
};

export const REFUND: Receipt = {
  ...head,
  kind: 'refund',
  passEnd: '5C80',
  totalCents: cents(1500),
  beforeCents: cents(1700),
  afterCents: cents(200),
  details: [
    { label: { key: 'local' }, value: { kind: 'cents', cents: cents(1000) } },
    { label: { key: 'global' }, value: { kind: 'cents', cents: cents(500) } },
  ],
  payments: [{ ...noPayment, means: 'cash', cents: cents(-1500) }],
};

export const CLOSING: Receipt = {
  ...head,
  kind: 'closing',
  number: '37',
  period: {
    day: '2026-11-03' as Day,
    from: toInstant('2026-11-03T08:02:00.000Z'),
    to: toInstant('2026-11-04T01:12:00.000Z'),
  },
  sections: [
    {
      title: null,
      rows: [
        { label: { key: 'salesCount' }, value: { kind: 'count', count: 212 } },
        {
          label: { key: 'turnover' },
          value: { kind: 'cents', cents: cents(123_450) },
          isStrong: true,
        },
      ],
    },
    {
      title: { key: 'byMeans' },
      rows: [
        {
          label: { key: 'pass' },
          value: { kind: 'count-and-cents', count: 150, cents: cents(80_000) },
        },
        {
          label: { key: 'cash' },
          value: { kind: 'count-and-cents', count: 42, cents: cents(33_450) },
        },
        {
          label: { key: 'bankCard' },
          value: { kind: 'count-and-cents', count: 20, cents: cents(10_000) },
        },
      ],
    },
    {
      title: { key: 'byProduct' },
      rows: [
        {
          label: { text: 'Limonade artisanale au gingembre et à la menthe du jardin' },
          value: { kind: 'count-and-cents', count: 90, cents: cents(31_500) },
        },
        {
          label: { text: 'Café crème' },
          value: { kind: 'count-and-cents', count: 12, cents: cents(1_800) },
        },
      ],
    },
    {
      title: { key: 'cashDrawer' },
      rows: [
        { label: { key: 'cashStart' }, value: { kind: 'cents', cents: cents(10_000) } },
        { label: { key: 'cashExpected' }, value: { kind: 'cents', cents: cents(43_450) } },
        { label: { key: 'cashCounted' }, value: { kind: 'cents', cents: cents(43_400) } },
        {
          label: { key: 'cashDifference' },
          value: { kind: 'cents', cents: cents(-50) },
          isStrong: true,
        },
      ],
    },
    {
      title: { key: 'perpetual' },
      rows: [
        { label: { key: 'perpetualSigned' }, value: { kind: 'cents', cents: cents(812_345_678) } },
        {
          label: { key: 'perpetualAbsolute' },
          value: { kind: 'cents', cents: cents(812_400_000) },
        },
      ],
    },
  ],
};

export const X_REPORT: Receipt = { ...CLOSING, kind: 'x-report', number: null };

export const ORDER: Receipt = {
  ...head,
  kind: 'order',
  number: '58',
  destination: 'Cuisine',
  tab: 'Table 4',
  change: 'added',
  lines: [
    {
      count: 2,
      label: 'Burger végétarien au chèvre',
      options: ['sans oignon', 'pain sans gluten'],
    },
    { count: 1, label: 'Frites', options: [] },
  ],
  note: 'Enfants d’abord, s’il vous plaît',
};

export const EVENT_TICKET: Receipt = {
  ...head,
  kind: 'event-ticket',
  event: {
    name: 'Fanfare d’automne',
    startsAt: toInstant('2026-11-06T19:30:00.000Z'),
    place: 'Grande salle',
  },
  priceName: 'Tarif réduit',
  priceCents: cents(800),
  holder: 'Zoé Le Goff',
  code: 'TB1.019b76da-a806-7000-8000-000000000001.c2lnbmF0dXJlLW9mLXRoZS10aWNrZXQtMDEyMzQ1Njc4OQ',
  codeText: 'K7QX-93BD',
};

export const TEST_PAGE: Receipt = {
  ...head,
  kind: 'test',
  number: null,
  printerName: 'Bar : 192.168.1.50',
};

export const PRESENCE_LIST: Receipt = {
  ...head,
  kind: 'presence-list',
  number: null,
  knownAt: toInstant('2026-11-03T13:05:00.000Z'),
  spaces: [
    {
      name: 'Bureaux partagés',
      people: [
        {
          name: 'Marie-Amélie de La Rochefoucauld-Kerguelen',
          passNumber: '2F6K9XW1',
          isGuest: false,
          since: toInstant('2026-11-03T08:10:00.000Z'),
        },
        {
          name: '',
          passNumber: '7Q4KD2MX',
          isGuest: false,
          since: toInstant('2026-11-03T12:40:00.000Z'),
        },
      ],
    },
    {
      name: 'Salle La Scierie',
      people: [
        {
          name: 'Zoé',
          passNumber: '',
          isGuest: true,
          since: toInstant('2026-11-03T13:00:00.000Z'),
        },
      ],
    },
  ],
};

export const SAMPLES: Readonly<Record<string, Receipt>> = {
  sale: SALE,
  duplicate: { ...SALE, copy: 2 },
  training: { ...SALE, isTraining: true },
  correction: CORRECTION,
  'top-up': TOP_UP,
  refund: REFUND,
  'x-report': X_REPORT,
  closing: CLOSING,
  order: ORDER,
  'event-ticket': EVENT_TICKET,
  'presence-list': PRESENCE_LIST,
  test: TEST_PAGE,
};
