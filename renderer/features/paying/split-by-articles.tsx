import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useState } from 'react';
import type { LineId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Row } from '../../components/rows.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';

/** Some articles are paid apart: they stay in the basket, the rest is put aside under its name. */
export function SplitByArticles({ screen }: { readonly screen: ScreenState }) {
  const { say, euros } = useTexts();
  const { basket } = screen;
  const [counts, setCounts] = useState<ReadonlyMap<LineId, number>>(new Map());
  const chosen = [...counts].filter(([, count]) => count > 0);
  const pieces = chosen.reduce((sum, [, count]) => sum + count, 0);
  const all = basket.lines.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p>{say('pay.articles-how')}</p>
      <ul className="rows rows-in-two">
        {basket.lines.map((line) => {
          const count = counts.get(line.lineId) ?? 0;
          return (
            <Row
              key={line.lineId}
              title={line.label}
              text={say('pay.articles-of', { count, all: line.count })}
              figure={euros(line.totalCents)}
              isChosen={count > 0}
              onTouch={() =>
                setCounts((before) =>
                  new Map(before).set(line.lineId, count >= line.count ? 0 : count + 1),
                )
              }
            />
          );
        })}
      </ul>
      <ConfirmBar
        label={say('pay.articles-apart', { count: pieces })}
        icon="split"
        isOff={pieces === 0 || pieces === all}
        onConfirm={() => {
          ask(
            {
              kind: 'split-basket',
              lines: chosen.map(([lineId, count]) => ({ lineId, count })),
            },
            `split:${basket.revision}`,
          );
          closeSheet();
        }}
      />
    </>
  );
}
