import { useState } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { formatDay } from '../../../src/shared/format.ts';
import { cents, subtractCents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry } from '../../components/figure-entry.tsx';
import { SumRow, Sums } from '../../components/figures.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { freshnessOf } from './day-sheet.tsx';
import { Difference } from './difference.tsx';
import { PieceCounter, sumOfPieces } from './drawer-count.tsx';
import type { PieceCounts } from './drawer-count.tsx';

type XReport = ReplyOf<'x-report'>;
type How = 'by-pieces' | 'by-total' | 'not-counted';

/** Counts the drawer, says what differs, then closes: the count is kept until it is done. */
export function DayCloseSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const state = useReply<'x-report'>({ kind: 'x-report' }, freshnessOf(screen));
  const [how, setHow] = useState<How>('by-pieces');
  const [pieces, setPieces] = useState<PieceCounts>({});
  const [total, setTotal] = useState<Cents | null>(null);
  const [isSure, setIsSure] = useState(false);
  const counted =
    how === 'not-counted' ? null : how === 'by-pieces' ? sumOfPieces(pieces) : (total ?? cents(0));
  const expected = state.reply?.totals.cash.expectedCents ?? null;

  if (isSure && state.reply !== null) {
    return <Sure report={state.reply} counted={counted} onBack={() => setIsSure(false)} />;
  }
  return (
    <SheetFrame
      kind="day-close"
      title={say('day-close.title')}
      onBack={() => openSheet({ kind: 'day' })}
      foot={
        <ConfirmBar
          label={say('day-close.next')}
          icon="next"
          isOff={expected === null}
          onConfirm={() => setIsSure(true)}
        >
          {expected === null ? null : <Counted counted={counted} expected={expected} />}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <Segments
          isWide
          label={say('day-close.how')}
          value={how}
          options={[
            ['by-pieces', say('day-close.by-pieces')],
            ['by-total', say('day-close.by-total')],
            ['not-counted', say('day-close.not-counted')],
          ]}
          onChoose={setHow}
        />
        <ReplyGate state={state}>
          {() => (
            <>
              {how === 'by-pieces' && <PieceCounter counts={pieces} onChange={setPieces} />}
              {how === 'by-total' && (
                <AmountEntry label={say('day-close.total')} value={total} onChange={setTotal} />
              )}
              {how === 'not-counted' && (
                <p className="day-close-words">{say('day-close.not-counted-text')}</p>
              )}
            </>
          )}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function Counted(props: { readonly counted: Cents | null; readonly expected: Cents }) {
  const { say, euros } = useTexts();
  const { counted, expected } = props;
  return (
    <div className="counted">
      {counted !== null && (
        <p>
          {say('day-close.counted')} <strong>{euros(counted)}</strong>
        </p>
      )}
      <p>
        {say('day-close.expected')} <strong>{euros(expected)}</strong>
      </p>
      {counted !== null && <Difference difference={subtractCents(counted, expected)} />}
    </div>
  );
}

/** The last look before a day is closed for good. */
function Sure(props: {
  readonly report: XReport;
  readonly counted: Cents | null;
  readonly onBack: () => void;
}) {
  const { say, language } = useTexts();
  const { report, counted } = props;
  const { expectedCents } = report.totals.cash;
  return (
    <SheetFrame
      kind="day-close"
      title={say('day-close.sure-title')}
      onBack={props.onBack}
      foot={
        <ConfirmBar
          label={say('day-close.close')}
          icon="lock"
          onConfirm={() => ask({ kind: 'close-day', countedCents: counted }, 'close-day')}
        >
          {say('day-close.sure')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <h2 className="day-close-day">{formatDay(report.day, language)}</h2>
        <Sums>
          <SumRow label={say('day-close.turnover')} amount={report.totals.turnover.cents} />
          <SumRow label={say('day-close.expected')} amount={expectedCents} />
          {counted !== null && <SumRow label={say('day-close.counted')} amount={counted} isTotal />}
        </Sums>
        {counted === null ? (
          <p className="day-close-words">{say('day-close.not-counted-text')}</p>
        ) : (
          <Difference difference={subtractCents(counted, expectedCents)} />
        )}
        {report.unpaid.length > 0 && (
          <section className="day-section">
            <h2>{say('day-close.unpaid')}</h2>
            <Sums>
              {report.unpaid.map(({ name, totalCents }, index) => (
                <SumRow
                  key={`${index}${name}`}
                  label={name === '' ? say('day.counter') : name}
                  amount={totalCents}
                />
              ))}
            </Sums>
          </section>
        )}
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}
