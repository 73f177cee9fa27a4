import type { Question, Reply } from '../../src/contract/kiosk/questions.ts';
import type { Activity } from '../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import { CATALOGUE, exampleUuid, productNamed } from '../helpers/page/catalogues.ts';
import type { Touch } from '../helpers/page/gallery.ts';
import {
  IN_TWO_MINUTES,
  QUIET,
  ROUND,
  basketOf,
  refusedFor,
  saleDone,
} from '../helpers/page/states.ts';

/** States of selling and paying, for their pictures. */

const ENTRANCE = CATALOGUE.pointsOfSale.find(({ name }) => name.startsWith('Entrée'))!;
const pledged = (
  ...pledges: readonly (readonly [means: 'pass' | 'cash' | 'bank-card', amount: number])[]
): ScreenState['basket'] => ({
  ...ROUND,
  pledges: pledges.map(([means, amount], index) => ({
    pledgeId: toId<'Pledge'>(exampleUuid(500 + index)),
    means,
    cents: cents(amount),
    cardNumber: means === 'pass' ? '5F0C9A3E' : '',
  })),
  dueCents: cents(ROUND.totalCents - pledges.reduce((sum, [, amount]) => sum + amount, 0)),
});

const approval = (
  change: Partial<Extract<Activity, { kind: 'approval' }>> = {},
): ScreenState['activity'] => ({
  kind: 'approval',
  action: 'set-discount',
  cents: cents(470),
  pinBlockedUntilAt: null,
  pinTriesLeft: 5,
  ...change,
});

/** One line of each kind. */
const KINDS = basketOf(
  [
    'Olives marinées au poids',
    1,
    [],
    {
      totalCents: cents(623),
      detail: { kind: 'measure', unit: 'kilogram', amount: 346, unitCents: cents(1_800) },
    },
  ],
  [
    'Studio de répétition',
    1,
    [],
    {
      totalCents: cents(1_800),
      detail: {
        kind: 'room',
        startsAt: toInstant('2026-11-03T20:00:00.000Z'),
        endsAt: toInstant('2026-11-03T22:00:00.000Z'),
        hourCents: cents(900),
      },
    },
  ],
  [
    'Expresso',
    2,
    [],
    {
      totalCents: cents(270),
      discount: { kind: 'percent', rateBp: 1_000, cents: cents(30), reason: 'Bénévole' },
      sentCount: 2,
    },
  ],
  [
    'Consigne gobelet',
    3,
    [],
    { totalCents: cents(-300), detail: { kind: 'deposit', direction: 'returned' } },
  ],
);

const stockOf = (name: string, amount: number, level: 'low' | 'out') => ({
  productId: productNamed(name).id,
  amount,
  level,
});

export const SELLING: Readonly<Record<string, ScreenState>> = {
  round: { ...QUIET, basket: ROUND },
  'basket-kinds': { ...QUIET, basket: KINDS },
  'basket-named': { ...QUIET, basket: { ...ROUND, name: 'Table 12, près de la fenêtre' } },
  'part-paid': { ...QUIET, basket: pledged(['pass', 570]) },
  'part-paid-often': {
    ...QUIET,
    basket: {
      ...pledged(['pass', 200], ['cash', 200], ['bank-card', 200]),
      armedCents: cents(100),
    },
  },
  'stock-low': {
    ...QUIET,
    stock: [
      stockOf('Expresso', 4_000, 'low'),
      stockOf('Café crème', 0, 'out'),
      stockOf('Chocolat chaud', 0, 'out'),
    ],
  },
  'at-the-door': { ...QUIET, pointOfSaleId: ENTRANCE.id },
  approval: {
    ...QUIET,
    basket: ROUND,
    session: { kind: 'signed-in', staffName: 'Malo', isManager: false },
    activity: approval(),
  },
  'approval-blocked': {
    ...QUIET,
    basket: ROUND,
    activity: approval({
      action: 'open-drawer',
      cents: null,
      pinBlockedUntilAt: IN_TWO_MINUTES,
      pinTriesLeft: 0,
    }),
  },
  'left-handed': {
    ...QUIET,
    basket: ROUND,
    preferences: { ...QUIET.preferences, hand: 'left' },
  },
  'done-card': { ...QUIET, activity: saleDone([{ means: 'bank-card', cents: cents(940) }]) },
  'done-by-all': {
    ...QUIET,
    activity: saleDone(
      [
        { means: 'bank-card', cents: cents(940) },
        { means: 'cheque', cents: cents(500) },
        { means: 'offered', cents: cents(250), reason: 'Artiste' },
        { means: 'cash', cents: cents(300), givenCents: cents(500), changeCents: cents(200) },
      ],
      { ticketCount: 2, loyaltyText: 'Encore 2 cafés, le suivant est offert.' },
    ),
  },
  'refused-sold-out': refusedFor('sold-out'),
};

const AT_THE_DOOR = 'at-the-door';
const HOURS: Touch = ['.tile', 'Studio'];

export const OPENED: Readonly<Record<string, readonly [string, ...Touch[]]>> = {
  'pay-all': ['round', ['.stub-way', /Autre|Other/]],
  'pay-amount': [
    'round',
    ['.stub-way', /Autre|Other/],
    '.segment:nth-child(2)',
    '.key:nth-child(4)',
  ],
  'pay-people': [
    'round',
    ['.stub-way', /Autre|Other/],
    '.segment:nth-child(3)',
    '.sheet .stepper button:last-child',
  ],
  'pay-articles': ['round', ['.stub-way', /Autre|Other/], '.segment:nth-child(4)', '.sheet .row'],
  'bank-card': ['round', ['.stub-way', /Carte|Card/]],
  offered: [
    'round',
    ['.stub-way', /Autre|Other/],
    ['.means-buttons .button', /Offert|Offered/],
    '.choice:nth-child(2)',
  ],
  'offered-own-words': [
    'round',
    ['.stub-way', /Autre|Other/],
    ['.means-buttons .button', /Offert|Offered/],
    '.choice:last-child',
    ['.letter', 'p'],
  ],
  discount: ['round', '.basket-more', ['.row', /Remise|Discount/], '.quick-values .button'],
  'discount-why': [
    'round',
    '.basket-more',
    ['.row', /Remise|Discount/],
    '.quick-values .button',
    '.sheet-foot .button-main',
  ],
  search: ['quiet', ['.rail-item', /Chercher|Search/], ['.letter', 'c'], ['.letter', 'a']],
  'search-none': ['quiet', ['.rail-item', /Chercher|Search/], ['.letter', 'w'], ['.letter', 'w']],
  line: ['round', '.line-open'],
  measure: [
    'quiet',
    ['.rail-item', 'Petite faim'],
    ['.tile', 'Olives'],
    '.key:nth-child(3)',
    '.key:nth-child(4)',
    '.key:nth-child(6)',
  ],
  'open-price': [AT_THE_DOOR, ['.rail-item', 'Souvenirs'], ['.tile', 'prix libre']],
  room: [AT_THE_DOOR, HOURS],
  'room-taken': [
    AT_THE_DOOR,
    HOURS,
    '.room-hour:nth-child(2) .stepper button:last-child',
    '.room-hour:nth-child(2) .stepper button:last-child',
  ],
  ticket: [AT_THE_DOOR, ['.tile', 'Fanfare']],
  'ticket-mailed': [
    AT_THE_DOOR,
    ['.tile', 'Fanfare'],
    ['.segment', /e-mail/],
    '.sheet-foot .button-main',
  ],
  'membership-find': [
    AT_THE_DOOR,
    ['.tile', 'Adhésion à'],
    ['.letter', 'm'],
    ['.letter', 'a'],
    ['.letter', 'r'],
  ],
  'membership-new': [
    AT_THE_DOOR,
    ['.tile', 'Adhésion à'],
    ['.letter', 'm'],
    ['.letter', 'a'],
    ['.letter', 'r'],
    ['.row', /Nouvelle|New/],
  ],
  'membership-price': [
    AT_THE_DOOR,
    ['.tile', 'Adhésion de soutien'],
    ['.letter', 'm'],
    ['.letter', 'a'],
    ['.letter', 'r'],
    '.row',
  ],
  deposit: ['quiet', ['.rail-item', 'consignes'], ['.tile', 'Consigne']],
  'pass-first': ['quiet', ['.rail-item', 'consignes'], ['.tile', 'Recharge']],
};

export const replyTo = (question: Question): Reply => {
  if (question.kind === 'people') {
    return {
      kind: 'people',
      people: [
        {
          personId: toId<'Person'>(exampleUuid(700)),
          name: 'Marie Le Gall',
          email: 'm…@example.org',
          memberships: [{ name: 'Adhésion à La Grande Oreille', endsOn: null }],
        },
        {
          personId: toId<'Person'>(exampleUuid(701)),
          name: 'Marc Quéméneur',
          email: 'm…@example.org',
          memberships: [],
        },
      ],
    };
  }
  if (question.kind === 'room') {
    return {
      kind: 'room',
      taken: [
        {
          startsAt: toInstant('2026-11-03T09:00:00.000Z'),
          endsAt: toInstant('2026-11-03T11:00:00.000Z'),
        },
        {
          startsAt: toInstant('2026-11-03T20:30:00.000Z'),
          endsAt: toInstant('2026-11-03T22:00:00.000Z'),
        },
      ],
    };
  }
  return { kind: 'refused', reason: 'needs-network' };
};
