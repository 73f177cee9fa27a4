import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { useView } from '../../stores/view-store.ts';
import { PayStub } from '../paying/pay-stub.tsx';
import { TabStrip, TabsButton } from '../tables/tab-strip.tsx';
import { BasketHead } from './basket-head.tsx';
import { BasketLineRow } from './basket-line.tsx';

/** What is about to be paid: the lines above, and the stub that is torn off to pay. */
export function BasketPanel(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
}) {
  const { say } = useTexts();
  const { basket } = props.screen;
  // A sheet that asks for something tells its own refusals.
  const tellsRefusals = useView(({ sheet }) => sheet.kind === 'none' || sheet.kind === 'basket');
  return (
    <section className="basket" aria-label={say('basket.title')}>
      <BasketHead screen={props.screen} />
      {basket.lines.length === 0 ? (
        <EmptyBasket screen={props.screen} />
      ) : (
        <ul className="basket-lines">
          {basket.lines.map((line) => (
            <BasketLineRow key={line.lineId} line={line} />
          ))}
        </ul>
      )}
      <TabStrip basket={basket} />
      {tellsRefusals && <RefusedTouch />}
      <PayStub screen={props.screen} means={props.means} />
    </section>
  );
}

function EmptyBasket({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  return (
    <div className="basket-empty">
      <Icon name="lantern" />
      <p>{say('basket.empty')}</p>
      <p>{say('basket.empty-check')}</p>
      <TabsButton screen={screen} />
    </div>
  );
}
