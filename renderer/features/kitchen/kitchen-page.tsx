import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Mark } from '../../components/brand.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { OrdersBoard } from './orders-board.tsx';
import type { Place } from './place-of-address.ts';

/** The screen of a kitchen or a bar: nothing but what is to be prepared. */
export function KitchenPage(props: { readonly screen: ScreenState; readonly place: Place }) {
  const { say } = useTexts();
  const { screen, place } = props;
  return (
    <div className="kitchen-page">
      <header className="kitchen-head">
        <Mark />
        <h1>{say(`orders.${place}`)}</h1>
      </header>
      <RefusedTouch />
      <main className="kitchen-orders">
        <OrdersBoard orders={screen.orders} place={place} />
      </main>
    </div>
  );
}
