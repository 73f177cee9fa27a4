import type { ReactNode } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { DepositSheet } from './deposit-sheet.tsx';
import { LoadSheet } from './load-sheet.tsx';
import { MeasureSheet } from './measure-sheet.tsx';
import { MembershipSheet } from './membership-sheet.tsx';
import { OpenPriceSheet } from './open-price-sheet.tsx';
import { OptionsSheet } from './options-sheet.tsx';
import type { ProductShown } from './product-grid.tsx';
import { RoomSheet } from './room-sheet.tsx';
import { TicketSheet } from './ticket-sheet.tsx';

/** What an article asks before it is added, by its kind (RULES T1); null when it is gone. */
export function productSheet(props: {
  readonly product: ProductShown | undefined;
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}): ReactNode {
  const { product, screen, catalogue } = props;
  if (product === undefined) return null;
  switch (product.kind) {
    case 'piece':
      return <OptionsSheet key={product.id} product={product} />;
    case 'weight':
    case 'volume':
      return <MeasureSheet key={product.id} product={product} />;
    case 'open-price':
      return <OpenPriceSheet key={product.id} product={product} />;
    case 'hour':
      return <RoomSheet key={product.id} product={product} screen={screen} />;
    case 'deposit':
      return <DepositSheet key={product.id} product={product} />;
    case 'ticket': {
      const event = catalogue.events.find(({ id }) => id === product.eventId);
      return event === undefined ? (
        <LoadSheet key={product.id} product={product} says="refusal.event-over" />
      ) : (
        <TicketSheet key={product.id} product={product} event={event} />
      );
    }
    case 'membership': {
      const offer = catalogue.offers.find(({ id }) => id === product.offerId);
      return offer === undefined ? (
        <LoadSheet key={product.id} product={product} says="refusal.product-withdrawn" />
      ) : (
        <MembershipSheet key={product.id} product={product} offer={offer} screen={screen} />
      );
    }
    case 'top-up':
    case 'gift':
      return <LoadSheet key={product.id} product={product} says="product.pass-first" />;
  }
}
