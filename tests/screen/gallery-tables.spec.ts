import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import { CATALOGUE, exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { QUIET, ROUND, basketOf, refusedFor, resultOf } from '../helpers/page/states.ts';

/** Tables, tabs, kitchen and bar, in every state. */

type Tab = ScreenState['parked'][number];
type Order = ScreenState['orders'][number];

const [first, second, third] = CATALOGUE.tables;
const at = (time: string) => toInstant(`2026-11-03T${time}:00.000Z`);

const tab = (number: number, name: string, change: Partial<Tab> = {}): Tab => ({
  basketId: toId<'Basket'>(exampleUuid(700 + number)),
  name,
  tableId: null,
  totalCents: cents(1_850),
  pieceCount: 6,
  parkedAt: at('18:47'),
  staffName: 'Karim',
  ...change,
});
const PARKED: readonly Tab[] = [
  tab(1, `Table ${first!.name}`, { tableId: first!.id, totalCents: cents(4_250) }),
  tab(2, `Table ${third!.name}`, { tableId: third!.id, totalCents: cents(12_400) }),
  tab(3, `Table ${third!.name} (2)`, { tableId: third!.id, totalCents: cents(900) }),
  tab(4, 'Julie', { parkedAt: at('19:05') }),
  tab(5, 'Les amis du fond de la salle', { pieceCount: 1, totalCents: cents(250) }),
];

const order = (
  number: number,
  name: string,
  time: string,
  lines: Order['lines'],
  place: Order['place'] = 'kitchen',
): Order => ({
  orderId: toId<'Order'>(exampleUuid(800 + number)),
  number,
  name,
  sentAt: at(time),
  place,
  lines,
});
const dish = (count: number, label: string, ...optionLabels: string[]) => ({
  count,
  label,
  optionLabels,
});
const ORDERS: readonly Order[] = [
  order(7, 'Table 12', '19:21', [
    dish(2, 'Croque-monsieur', 'Salade'),
    dish(1, 'Assiette de fromages du Moulin, pain de campagne'),
  ]),
  order(8, '', '19:33', [dish(12, 'Frites', 'Grand', 'Sans sel')]),
  order(9, 'Julie', '19:42', [dish(1, 'Soupe du jour')]),
  order(8, '', '19:33', [dish(4, 'Mojito')], 'bar'),
];

const tabs: Pick<ScreenState, 'parked' | 'orders'> = {
  parked: [...PARKED],
  orders: [...ORDERS],
};
const TAB = { ...ROUND, name: `Table ${second!.name}`, unsentCount: 2 };

const states: Readonly<Record<string, ScreenState>> = {
  'tables-some': { ...QUIET, ...tabs },
  'tables-loose-basket': { ...QUIET, ...tabs, basket: ROUND },
  'tables-tab-open': { ...QUIET, ...tabs, basket: TAB },
  'tables-tab-sent': {
    ...QUIET,
    ...tabs,
    basket: {
      ...basketOf(['Expresso', 2, [], { sentCount: 2 }]),
      name: 'Les amis du fond de la salle',
    },
  },
  'tables-parked-done': {
    ...QUIET,
    ...tabs,
    activity: resultOf({ kind: 'basket-parked', name: 'Table 4' }),
  },
  'tables-order-sent': {
    ...QUIET,
    ...tabs,
    activity: resultOf({ kind: 'order-sent', number: 128, count: 3 }),
  },
  'tables-name-missing': refusedFor('name-missing'),
};

const MENU = '.top-menu';
const openTables = ['.tabs-button'] as const;

drawGallery({
  name: 'tables',
  states,
  opened: {
    'tables-plan': ['tables-some', ...openTables],
    'tables-none-busy': ['quiet', ...openTables],
    'tables-terrace': ['tables-some', ...openTables, '.segment:nth-child(2)'],
    'tables-no-table': ['tables-some', ...openTables, '.segment:last-child'],
    'tables-crowded': ['tables-some', ...openTables, '.table-spot:nth-child(3)'],
    'tables-put-aside': ['tables-loose-basket', '.basket-more', ['.row', /côté|aside/]],
    'tables-name': [
      'tables-loose-basket',
      '.basket-more',
      ['.row', /côté|aside/],
      '.sheet-foot .button',
      ['.letter', /^J$/],
      ['.letter', /^o$/],
    ],
    'tables-actions': ['tables-tab-open', '.basket-more'],
    'tables-move': ['tables-tab-open', '.basket-more', ['.row', /place|Move/]],
    'tables-merge': ['tables-tab-open', '.basket-more', ['.row', /Réunir|Join/]],
    'orders-kitchen': ['tables-some', MENU, ['.row', /Cuisine|Kitchen/]],
    'orders-bar': ['tables-some', MENU, ['.row', /Cuisine|Kitchen/], '.segment:last-child'],
    'orders-none': ['quiet', MENU, ['.row', /Cuisine|Kitchen/]],
  },
  kept: new Set([
    'tables-plan',
    'tables-put-aside',
    'tables-name',
    'tables-tab-open',
    'tables-order-sent',
    'tables-no-table',
    'orders-kitchen',
  ]),
});

const many = Array.from({ length: 14 }, (_, index) =>
  order(20 + index, `Table ${index + 1}`, `19:${20 + index}`, [
    dish(1 + (index % 3), 'Planche de fromages'),
    ...(index % 2 === 0 ? [dish(2, 'Soupe du soir', 'Sans crème')] : []),
  ]),
);

drawGallery({
  name: 'kitchen page',
  page: { path: '?view=kitchen', frame: '.kitchen-page' },
  states: {
    'kitchen-page': { ...QUIET, ...tabs },
    'kitchen-page-full': { ...QUIET, orders: many },
    'kitchen-page-empty': QUIET,
    'kitchen-page-training': { ...QUIET, ...tabs, training: true },
  },
  kept: new Set(['kitchen-page']),
});
