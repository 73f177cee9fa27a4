import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { msOfInstant } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { NoRows } from '../../components/rows.tsx';
import { useNowMs } from '../../components/use-now.ts';
import type { Place } from './place-of-address.ts';
import { ask } from '../../stores/station-store.ts';

type Order = ScreenState['orders'][number];

const MINUTE_MS = 60_000;
const REFRESH_MS = 10_000;
/** From here a card asks to be looked at. */
const LATE_MINUTES = 15;

/** What one place has to prepare, oldest first; one touch says it is ready. */
export function OrdersBoard(props: {
  readonly orders: ScreenState['orders'];
  readonly place: Place;
}) {
  const { say } = useTexts();
  const nowMs = useNowMs(REFRESH_MS);
  const orders = props.orders.filter(({ place }) => place === props.place);
  if (orders.length === 0) return <NoRows icon="check" text={say('orders.none')} />;
  return (
    <ul className="orders" aria-label={say(`orders.${props.place}`)}>
      {orders.map((order, index) => (
        <OrderCard
          key={`${order.orderId}:${order.place}`}
          order={order}
          nowMs={nowMs}
          isNext={index === 0}
        />
      ))}
    </ul>
  );
}

function OrderCard(props: {
  readonly order: Order;
  readonly nowMs: number;
  /** The one that the hand goes to. */
  readonly isNext: boolean;
}) {
  const { order, nowMs, isNext } = props;
  const { say, clock } = useTexts();
  const { orderId, place } = order;
  const minutes = Math.max(0, Math.floor((nowMs - msOfInstant(order.sentAt)) / MINUTE_MS));
  return (
    <li className="order" data-late={minutes >= LATE_MINUTES}>
      <header className="order-head">
        <h2>
          <span className="order-number">{order.number}</span>
          <span className="order-name">
            {order.name === '' ? say('orders.counter') : order.name}
          </span>
        </h2>
        <p className="order-wait">
          {minutes >= LATE_MINUTES && <Icon name="warning" />}
          {say('orders.minutes', { count: minutes })}
          <span className="order-at">{clock(order.sentAt)}</span>
        </p>
      </header>
      <ul className="order-lines">
        {order.lines.map((line, index) => (
          <li key={index} className="order-line">
            <span className="order-count">{line.count}</span>
            <span>
              {line.label}
              {line.optionLabels.length > 0 && <small>{line.optionLabels.join(', ')}</small>}
            </span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={isNext ? 'button button-main' : 'button'}
        onClick={() => ask({ kind: 'order-done', orderId, place }, `done:${orderId}:${place}`)}
      >
        <Icon name="check" />
        {say('orders.done')}
      </button>
    </li>
  );
}
