import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { openSheet } from '../../stores/view-store.ts';
import { OrdersBoard } from './orders-board.tsx';
import type { Place } from './place-of-address.ts';

/** What kitchen and bar still prepare, seen from the till. */
export function OrdersSheet(props: { readonly screen: ScreenState; readonly place: Place }) {
  const { say } = useTexts();
  const { orders } = props.screen;
  const counted = (place: Place) =>
    [
      place,
      say('orders.place-count', {
        place: say(`orders.${place}`),
        number: orders.filter((order) => order.place === place).length,
      }),
    ] as const;
  return (
    <SheetFrame kind="orders" title={say('menu.orders')} onBack={() => openSheet({ kind: 'menu' })}>
      <SheetBody>
        <Segments
          label={say('menu.orders')}
          value={props.place}
          isWide
          options={[counted('kitchen'), counted('bar')]}
          onChoose={(place) => openSheet({ kind: 'orders', place })}
        />
        <OrdersBoard orders={orders} place={props.place} />
      </SheetBody>
    </SheetFrame>
  );
}
