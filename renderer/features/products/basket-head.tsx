import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { openSheet } from '../../stores/view-store.ts';

/** Whose basket it is, and what else can be done with it. */
export function BasketHead({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { basket } = screen;
  return (
    <div className="basket-head">
      <h1>{basket.name === '' ? say('basket.title') : basket.name}</h1>
      {basket.lines.length > 0 && (
        <button
          type="button"
          className="button button-plain basket-more"
          onClick={() => openSheet({ kind: 'basket' })}
        >
          <Icon name="more" />
          {say('basket.more-to-do')}
        </button>
      )}
    </div>
  );
}
