import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { KioskKey } from '../../app/texts.ts';
import type { IconName } from '../../components/icon.tsx';
import type { Sheet } from '../sheets.ts';

/** What can be done with the basket beside paying it, in the order of the list. */
export type BasketAction = {
  readonly icon: IconName;
  readonly label: KioskKey;
  readonly isShown?: (screen: ScreenState) => boolean;
  readonly opens: Sheet;
};

/** A feature adds its line here; its sheet is in `features/sheets.ts`. */
export const BASKET_ACTIONS: readonly BasketAction[] = [
  {
    icon: 'table',
    label: 'tables.park-title',
    isShown: ({ basket }) => basket.name === '',
    opens: { kind: 'tables', purpose: 'go' },
  },
  {
    icon: 'swap',
    label: 'tables.move-title',
    isShown: ({ basket }) => basket.name !== '',
    opens: { kind: 'tables', purpose: 'move' },
  },
  {
    icon: 'merge',
    label: 'tables.merge-title',
    isShown: ({ basket, parked }) => basket.name !== '' && parked.length > 0,
    opens: { kind: 'tables', purpose: 'merge' },
  },
  { icon: 'percent', label: 'discount.on-basket', opens: { kind: 'discount', lineId: null } },
];
