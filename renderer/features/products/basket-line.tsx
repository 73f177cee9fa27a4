import { useEffect, useRef } from 'react';
import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ask } from '../../stores/station-store.ts';
import { Icon } from '../../components/icon.tsx';

export function BasketLineRow({ line }: { readonly line: BasketShown['lines'][number] }) {
  const { say, euros } = useTexts();
  const { lineId, label, count } = line;
  const row = useRef<HTMLLIElement>(null);
  const shownCount = useRef(0);
  // What was just added is seen, also in a long basket.
  useEffect(() => {
    if (shownCount.current === count) return;
    shownCount.current = count;
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [count]);
  const setCount = (wanted: number) => ask({ kind: 'set-line-count', lineId, count: wanted });
  return (
    <li ref={row} className="line">
      <span className="stepper">
        <button
          type="button"
          aria-label={say(count === 1 ? 'basket.remove' : 'basket.less', { label })}
          onClick={() => setCount(count - 1)}
        >
          <Icon name={count === 1 ? 'trash' : 'minus'} />
        </button>
        <span className="stepper-count">{count}</span>
        <button
          type="button"
          aria-label={say('basket.more', { label })}
          onClick={() => setCount(count + 1)}
        >
          <Icon name="plus" />
        </button>
      </span>
      <span className="line-words">
        <span className="line-label">{label}</span>
        {line.optionLabels.length > 0 && (
          <span className="line-options">{line.optionLabels.join(' · ')}</span>
        )}
      </span>
      <span className="line-total">{euros(line.totalCents)}</span>
      {line.notice !== null && (
        <span className="line-notice">
          <Icon name="warning" />
          {say(`basket.${line.notice}`)}
        </span>
      )}
    </li>
  );
}
