import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { minCents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { AmountEntry } from '../../components/figure-entry.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { MeansButtons } from './means-buttons.tsx';
import { PayByPerson } from './pay-by-person.tsx';
import { SplitByArticles } from './split-by-articles.tsx';

type Part = 'all' | 'amount' | 'people' | 'articles';

/** Every way to pay: all of it, a sum, a share of each person, or some of the articles. */
export function PaySheet(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
}) {
  const { say, euros } = useTexts();
  const { basket } = props.screen;
  const [part, setPart] = useState<Part>('all');
  const [sum, setSum] = useState<Cents | null>(null);
  const [share, setShare] = useState<Cents | null>(null);
  const due = basket.dueCents;
  const partCents =
    part === 'amount' && sum !== null ? minCents(sum, due) : part === 'people' ? share : null;
  const isReady = part === 'all' || partCents !== null;
  return (
    <SheetFrame
      kind="pay"
      title={say('pay.title')}
      note={euros(due)}
      foot={
        part !== 'articles' && (
          <MeansButtons
            screen={props.screen}
            means={props.means}
            partCents={partCents === due ? null : partCents}
            isOff={!isReady}
          />
        )
      }
    >
      <SheetBody>
        <RefusedTouch />
        <Segments
          label={say('pay.part')}
          value={part}
          isWide
          options={[
            ['all', say('pay.part-all')],
            ['amount', say('pay.part-amount')],
            ['people', say('pay.part-people')],
            ['articles', say('pay.part-articles')],
          ]}
          onChoose={setPart}
        />
        {part === 'all' && (
          <div className="pay-due">
            <AmountFigure label={say('pay.due')} amount={due} />
          </div>
        )}
        {part === 'amount' && (
          <AmountEntry
            label={say('pay.this-part')}
            value={sum}
            maxCents={due}
            onChange={setSum}
            note={<AmountFigure label={say('pay.left-after')} amount={leftAfter(due, sum)} />}
          />
        )}
        {part === 'people' && <PayByPerson basket={basket} onShare={setShare} />}
        {part === 'articles' && <SplitByArticles screen={props.screen} />}
      </SheetBody>
    </SheetFrame>
  );
}

const leftAfter = (due: Cents, sum: Cents | null): Cents =>
  (sum === null ? due : due - minCents(sum, due)) as Cents;
