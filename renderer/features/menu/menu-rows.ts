import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { KioskKey } from '../../app/texts.ts';
import { isInDesktopWindow } from '../../bridge/desktop.ts';
import type { IconName } from '../../components/icon.tsx';
import type { Sheet } from '../sheets.ts';

/** One thing that the menu leads to. */
export type MenuRow = {
  readonly icon: IconName;
  readonly label: KioskKey;
  /** A second line, when there is something to say of it now. */
  readonly text?: (
    screen: ScreenState,
  ) => { readonly key: KioskKey; readonly count: number } | null;
  readonly isShown?: (screen: ScreenState) => boolean;
  readonly opens: Sheet;
};

type MenuSection = { readonly label: KioskKey; readonly rows: readonly MenuRow[] };

/**
 * The menu of the till. A feature adds one row here, with its words `menu.<row>` in the catalogue
 * and its sheet in `features/sheets.ts`.
 */
export const MENU_SECTIONS: readonly MenuSection[] = [
  {
    label: 'menu.section.sales',
    rows: [
      {
        icon: 'coins',
        label: 'menu.top-up',
        opens: { kind: 'top-up', cents: null, assetId: null },
      },
      { icon: 'lock', label: 'menu.lost', opens: { kind: 'lost-pass', number: '' } },
      { icon: 'swap', label: 'menu.replace', opens: { kind: 'replace-pass' } },
      {
        icon: 'table',
        label: 'menu.tables',
        text: ({ parked }) =>
          parked.length === 0 ? null : { key: 'menu.tables-open', count: parked.length },
        opens: { kind: 'tables', purpose: 'go' },
      },
      {
        icon: 'pot',
        label: 'menu.orders',
        text: ({ orders }) =>
          orders.length === 0 ? null : { key: 'menu.orders-waiting', count: orders.length },
        opens: { kind: 'orders', place: 'kitchen' },
      },
      { icon: 'receipt', label: 'menu.sales', opens: { kind: 'sales' } },
      { icon: 'door', label: 'menu.door', opens: { kind: 'door-events' } },
      { icon: 'box', label: 'menu.stock', opens: { kind: 'stock' } },
      {
        icon: 'people',
        label: 'menu.presences',
        text: ({ badge }) =>
          badge === null || badge.insideCount === 0
            ? null
            : { key: 'menu.presences-in', count: badge.insideCount },
        isShown: ({ badge }) => badge !== null,
        opens: { kind: 'presences', day: null },
      },
      {
        icon: 'euro',
        label: 'menu.dues',
        isShown: ({ badge }) => badge !== null,
        opens: { kind: 'dues', cardId: null },
      },
    ],
  },
  {
    label: 'menu.section.day',
    rows: [
      {
        icon: 'chart',
        label: 'menu.day',
        text: ({ day }) =>
          day.openBefore === null ? null : { key: 'menu.day-left-open', count: 1 },
        opens: { kind: 'day' },
      },
      { icon: 'list', label: 'menu.closings', opens: { kind: 'closings' } },
      { icon: 'coins', label: 'menu.cash-move', opens: { kind: 'cash-move' } },
      { icon: 'drawer', label: 'menu.open-drawer', opens: { kind: 'open-drawer' } },
    ],
  },
  {
    label: 'menu.section.kiosk',
    rows: [
      { icon: 'settings', label: 'menu.preferences', opens: { kind: 'preferences' } },
      {
        icon: 'printer',
        label: 'menu.printers',
        text: ({ printers }) => {
          const count = printers.reduce((sum, { waitingCount }) => sum + waitingCount, 0);
          return count === 0 ? null : { key: 'menu.printers-waiting', count };
        },
        opens: { kind: 'printers' },
      },
      {
        icon: 'mask',
        label: 'menu.training',
        text: ({ training }) => (training ? { key: 'menu.training-on', count: 1 } : null),
        opens: { kind: 'training' },
      },
      {
        icon: 'door',
        label: 'menu.mode',
        isShown: ({ badge, mode }) => badge !== null || mode === 'badge',
        opens: { kind: 'mode' },
      },
      {
        icon: 'cross',
        label: 'menu.leave',
        isShown: isInDesktopWindow,
        opens: { kind: 'leave' },
      },
    ],
  },
];
