import { useEffect, useRef } from 'react';
import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { discountWords, isCountable, lineWords } from './line-words.ts';
import { useSwipeLeft } from './swipe.ts';

/**
 * One line of the basket. Plus and minus count it, its words open it (number, discount, take out),
 * and a wipe to the left takes it out.
 */
export function BasketLineRow({ line }: { readonly line: BasketShown['lines'][number] }) {
  const texts = useTexts();
  const { say, euros } = texts;
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
  const swipe = useSwipeLeft(row, () => setCount(0));
  const discount = discountWords(line, texts);
  const canCount = isCountable(line);
  const isLast = count === 1 || !canCount;
  return (
    <li ref={row} className="line" {...swipe}>
      <span className="stepper">
        <button
          type="button"
          aria-label={say(isLast ? 'basket.remove' : 'basket.less', { label })}
          onClick={() => setCount(isLast ? 0 : count - 1)}
        >
          <Icon name={isLast ? 'trash' : 'minus'} />
        </button>
        {canCount ? (
          <>
            <span className="stepper-count">{count}</span>
            <button
              type="button"
              aria-label={say('basket.more', { label })}
              onClick={() => setCount(count + 1)}
            >
              <Icon name="plus" />
            </button>
          </>
        ) : (
          count > 1 && <span className="stepper-count">{count}</span>
        )}
      </span>
      <button
        type="button"
        className="line-open"
        aria-label={say('basket.open-line', { label })}
        onClick={() => openSheet({ kind: 'line', lineId })}
      >
        <span className="line-words">
          <span className="line-label">{label}</span>
          {lineWords(line, texts).map((words) => (
            <span key={words} className="line-options">
              {words}
            </span>
          ))}
          {discount !== null && <span className="line-discount">{discount}</span>}
        </span>
        <span className="line-total">{euros(line.totalCents)}</span>
      </button>
      {line.sentCount > 0 && (
        <span className="line-sent">
          <Icon name="pot" />
          {say('basket.sent', { count: line.sentCount })}
        </span>
      )}
      {line.notice !== null && (
        <span className="line-notice">
          <Icon name="warning" />
          {say(`basket.${line.notice}`)}
        </span>
      )}
    </li>
  );
}
