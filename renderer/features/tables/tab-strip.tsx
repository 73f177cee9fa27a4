import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask, useStation } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';

/** What a waiter does with an open tab, one touch each: to the kitchen, and back to its place. */
export function TabStrip({ basket }: { readonly basket: ScreenState['basket'] }) {
  const { say } = useTexts();
  if (basket.name === '' || basket.lines.length === 0) return null;
  return (
    <div className="tab-strip">
      {basket.unsentCount > 0 && (
        <button
          type="button"
          className="button"
          onClick={() => ask({ kind: 'send-order' }, `send:${basket.revision}`)}
        >
          <Icon name="pot" />
          {say('tables.send')}
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() =>
          ask({ kind: 'park-basket', name: basket.name, tableId: null }, `park:${basket.revision}`)
        }
      >
        <Icon name="pause" />
        {say('tables.put-back')}
      </button>
    </div>
  );
}

/** The way to tables and tabs while nothing is in the basket. */
export function TabsButton({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const hasTables = useStation(({ catalogue }) => (catalogue?.tables.length ?? 0) > 0);
  const count = screen.parked.length;
  if (!hasTables && count === 0) return null;
  return (
    <button
      type="button"
      className="button tabs-button"
      onClick={() => openSheet({ kind: 'tables', purpose: 'go' })}
    >
      <Icon name="table" />
      {count === 0 ? say('menu.tables') : say('tables.open', { count })}
    </button>
  );
}
