import { useEffect, useRef } from 'react';
import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import type { LineId } from '../../../src/shared/ids.ts';
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
  const { row, wiped } = useSwipeLeft(() => setCount(lineId, 0));
  const shownCount = useRef(0);
  // What was just added is seen, also in a long basket.
  useEffect(() => {
    if (shownCount.current === count) return;
    shownCount.current = count;
    row.current?.scrollIntoView({ block: 'nearest' });
  }, [count, row]);
  const discount = discountWords(line, texts);
  return (
    <li ref={row} className="line" {...wiped}>
      <LineStepper line={line} />
      <button
        type="button"
        className="line-open"
        onClick={() => openSheet({ kind: 'line', lineId })}
      >
        <span className="line-words">
          <span className="only-heard">{say('basket.open-line')}</span>
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

const setCount = (lineId: LineId, count: number) => ask({ kind: 'set-line-count', lineId, count });

/** One more, one less; the last one goes out. What cannot be counted only goes out. */
function LineStepper({ line }: { readonly line: BasketShown['lines'][number] }) {
  const { say } = useTexts();
  const { lineId, label, count } = line;
  const canCount = isCountable(line);
  const isLast = count === 1 || !canCount;
  return (
    <span className="stepper">
      <button
        type="button"
        aria-label={say(isLast ? 'basket.remove' : 'basket.less', { label })}
        onClick={() => setCount(lineId, isLast ? 0 : count - 1)}
      >
        <Icon name={isLast ? 'trash' : 'minus'} />
      </button>
      {(canCount || count > 1) && <span className="stepper-count">{count}</span>}
      {canCount && (
        <button
          type="button"
          aria-label={say('basket.more', { label })}
          onClick={() => setCount(lineId, count + 1)}
        >
          <Icon name="plus" />
        </button>
      )}
    </span>
  );
}
