import { useEffect, useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { LineId } from '../../../src/shared/ids.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry, FigureEntry, QuickValues } from '../../components/figure-entry.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask, useStation } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';

const PERCENT_MAX = 100;
const QUICK_PERCENTS = [10, 20, 30, 50] as const;
const BP_PER_PERCENT = 100;

/** RULES T12: how much is taken off, then why. On one line, or shared over the whole basket. */
export function DiscountSheet(props: {
  readonly screen: ScreenState;
  readonly lineId: LineId | null;
}) {
  const { say, euros } = useTexts();
  const { screen, lineId } = props;
  const line = screen.basket.lines.find((one) => one.lineId === lineId);
  const hasOne =
    line === undefined
      ? screen.basket.lines.some(({ discount }) => discount !== null)
      : line.discount !== null;
  const [kind, setKind] = useState<'percent' | 'amount'>('percent');
  const [percent, setPercent] = useState<number | null>(null);
  const [sum, setSum] = useState<Cents | null>(null);
  const [isWhy, setIsWhy] = useState(false);
  const [reason, setReason] = useState('');
  const send = useAskAndClose();
  const isChosen = kind === 'percent' ? percent !== null : sum !== null;

  const confirm = () => {
    const discount =
      kind === 'percent'
        ? { kind, rateBp: (percent ?? 0) * BP_PER_PERCENT }
        : { kind, cents: sum ?? (0 as Cents) };
    send({ kind: 'set-discount', lineId, discount, reason: reason.trim() });
  };
  return (
    <SheetFrame
      kind="discount"
      title={line === undefined ? say('discount.on-basket') : say('discount.give')}
      note={line === undefined ? euros(screen.basket.totalCents) : line.label}
      {...(isWhy ? { onBack: () => setIsWhy(false) } : {})}
      foot={
        isWhy ? (
          <ConfirmBar
            label={say('discount.confirm')}
            icon="percent"
            isOff={reason.trim() === ''}
            onConfirm={confirm}
          />
        ) : (
          <ConfirmBar
            label={say('sheet.next')}
            icon="next"
            isOff={!isChosen}
            onConfirm={() => setIsWhy(true)}
          >
            {hasOne && (
              <button
                type="button"
                className="button"
                onClick={() => send({ kind: 'set-discount', lineId, discount: null, reason: '' })}
              >
                {say('discount.take-back')}
              </button>
            )}
          </ConfirmBar>
        )
      }
    >
      <SheetBody>
        <RefusedTouch />
        {isWhy ? (
          <ReasonPicker
            presets={[
              say('reason.loyalty'),
              say('reason.volunteer'),
              say('reason.damaged'),
              say('reason.gesture'),
            ]}
            value={reason}
            onChange={setReason}
          />
        ) : (
          <>
            <Segments
              label={say('discount.kind')}
              value={kind}
              isWide
              options={[
                ['percent', say('discount.in-percent')],
                ['amount', say('discount.in-euros')],
              ]}
              onChoose={setKind}
            />
            {kind === 'percent' ? (
              <FigureEntry
                label={say('discount.off')}
                value={percent}
                valueMax={PERCENT_MAX}
                shown={
                  <span className="big-amount">
                    {say('discount.percent-figure', { percent: percent ?? 0 })}
                  </span>
                }
                onChange={setPercent}
                quick={
                  <QuickValues
                    label={say('discount.off')}
                    values={QUICK_PERCENTS.map(
                      (value) =>
                        [value, say('discount.percent-figure', { percent: value })] as const,
                    )}
                    chosen={percent}
                    onChoose={setPercent}
                  />
                }
              />
            ) : (
              <AmountEntry label={say('discount.off')} value={sum} onChange={setSum} />
            )}
          </>
        )}
      </SheetBody>
    </SheetFrame>
  );
}

/** Stays until the station has said yes: a refused discount keeps what was typed. */
function useAskAndClose(): (draft: Parameters<typeof ask>[0]) => void {
  const answered = useStation((station) => station.lastAnswer);
  const [sentId, setSentId] = useState<string | null>(null);
  useEffect(() => {
    if (sentId !== null && answered?.intentionId === sentId && answered.refusal === null) {
      closeSheet();
    }
  }, [answered, sentId]);
  return (draft) => setSentId(ask(draft, 'discount'));
}
