import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { LineId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Row } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { CountEntry } from './count-sheet.tsx';
import { isCountable } from './line-words.ts';

/** One line of the basket: how many, a discount, or out with it. */
export function LineSheet(props: { readonly screen: ScreenState; readonly lineId: LineId }) {
  const { say, euros } = useTexts();
  const { screen, lineId } = props;
  const line = screen.basket.lines.find((one) => one.lineId === lineId);
  const [count, setCount] = useState<number | null>(line?.count ?? null);
  if (line === undefined) return null;
  const canCount = isCountable(line);
  const set = (wanted: number) => {
    ask({ kind: 'set-line-count', lineId, count: wanted });
    closeSheet();
  };
  return (
    <SheetFrame
      kind="line"
      title={line.label}
      note={euros(line.totalCents)}
      foot={
        canCount && (
          <ConfirmBar
            label={say('basket.set-count', { count: count ?? 0 })}
            isOff={count === null || count === line.count}
            onConfirm={() => count !== null && set(count)}
          />
        )
      }
    >
      <SheetBody>
        <ul className="rows rows-in-two">
          <Row
            icon="percent"
            title={say(line.discount === null ? 'discount.give' : 'discount.change')}
            onTouch={() => openSheet({ kind: 'discount', lineId })}
          />
          <Row icon="trash" title={say('basket.take-out')} onTouch={() => set(0)} />
        </ul>
        {canCount && <CountEntry count={count} onChange={setCount} />}
      </SheetBody>
    </SheetFrame>
  );
}
