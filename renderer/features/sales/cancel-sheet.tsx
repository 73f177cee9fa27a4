import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { LineId, SaleId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import type { SaleShown } from './sale-sheet.tsx';

/** Takes a sale back, whole or some articles of it, with a reason. */
export function CancelSheet(props: { readonly screen: ScreenState; readonly saleId: SaleId }) {
  const { say } = useTexts();
  const { screen, saleId } = props;
  const state = useReply<'sale'>({ kind: 'sale', saleId }, screen.revision);
  const sale = state.reply?.sale ?? null;
  const [isPart, setIsPart] = useState(false);
  const [counts, setCounts] = useState<ReadonlyMap<LineId, number>>(() => new Map());
  const presets = [say('cancel.mistake'), say('cancel.returned'), say('cancel.complaint')];
  const [reason, setReason] = useState(presets[0] ?? '');
  const lines = [...counts].flatMap(([lineId, count]) => (count === 0 ? [] : [{ lineId, count }]));
  const pieces = piecesOf(lines);
  const isReady = sale !== null && reason.trim() !== '' && (!isPart || pieces > 0);
  const cancel = () => {
    closeSheet();
    ask(
      { kind: 'cancel-sale', saleId, lines: isPart ? lines : null, reason: reason.trim() },
      `cancel:${saleId}`,
    );
  };
  return (
    <SheetFrame
      kind="sale-cancel"
      title={say('cancel.title', { number: sale?.number ?? '' })}
      onBack={() => openSheet({ kind: 'sale', saleId })}
      foot={
        <ConfirmBar
          label={isPart ? say('cancel.do-part', { count: pieces }) : say('cancel.do-all')}
          icon="undo"
          isDanger
          isOff={!isReady}
          onConfirm={cancel}
        >
          {say(sale?.cancelNeeds === 'manager' ? 'cancel.needs-manager' : 'cancel.how')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <Segments
          label={say('cancel.what')}
          value={isPart ? 'part' : 'all'}
          isWide
          options={[
            ['all', say('cancel.all')],
            ['part', say('cancel.part')],
          ]}
          onChoose={(value) => setIsPart(value === 'part')}
        />
        {!isPart && sale !== null && <WholeSale sale={sale} />}
        {isPart && (
          <ReplyGate state={state}>
            {(reply) => (
              <Pieces
                sale={reply.sale}
                counts={counts}
                onCount={(lineId, count) =>
                  setCounts((before) => new Map(before).set(lineId, count))
                }
              />
            )}
          </ReplyGate>
        )}
        <ReasonPicker presets={presets} value={reason} onChange={setReason} />
      </SheetBody>
    </SheetFrame>
  );
}

const piecesOf = (lines: readonly { readonly count: number }[]): number =>
  lines.reduce((sum, { count }) => sum + count, 0);

function WholeSale({ sale }: { readonly sale: SaleShown }) {
  const { euros } = useTexts();
  return (
    <p className="sale-when">
      {sale.summary} · {euros(sale.totalCents)}
    </p>
  );
}

/** How many of each line go back: never more than are left. */
function Pieces(props: {
  readonly sale: SaleShown;
  readonly counts: ReadonlyMap<LineId, number>;
  readonly onCount: (lineId: LineId, count: number) => void;
}) {
  const { say } = useTexts();
  return (
    <ul className="sale-lines" aria-label={say('sales.lines')}>
      {props.sale.lines
        .filter(({ leftCount }) => leftCount > 0)
        .map((line) => {
          const count = props.counts.get(line.lineId) ?? 0;
          return (
            <li key={line.lineId} className="sale-line" data-chosen={count > 0}>
              <span className="row-words">
                <span className="row-title">{line.label}</span>
                <span className="row-text">{say('cancel.left', { count: line.leftCount })}</span>
              </span>
              <Stepper
                label={line.label}
                value={count}
                min={0}
                max={line.leftCount}
                onChange={(next) => props.onCount(line.lineId, next)}
              />
            </li>
          );
        })}
    </ul>
  );
}
