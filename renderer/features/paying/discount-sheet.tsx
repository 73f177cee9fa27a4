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

/** How much is taken off: per cent or euros, and nothing until somebody typed. */
type Draft = {
  readonly kind: 'percent' | 'amount';
  readonly percent: number | null;
  readonly sum: Cents | null;
};

/** RULES T12: how much is taken off, then why. On one line, or shared over the whole basket. */
export function DiscountSheet(props: {
  readonly screen: ScreenState;
  readonly lineId: LineId | null;
}) {
  const { say, euros } = useTexts();
  const { screen, lineId } = props;
  const line = screen.basket.lines.find((one) => one.lineId === lineId);
  const lines = line === undefined ? screen.basket.lines : [line];
  const [draft, setDraft] = useState<Draft>({ kind: 'percent', percent: null, sum: null });
  const [isWhy, setIsWhy] = useState(false);
  const [reason, setReason] = useState('');
  const send = useAskAndClose();
  const discount = discountOf(draft);
  return (
    <SheetFrame
      kind="discount"
      title={say(line === undefined ? 'discount.on-basket' : 'discount.give')}
      note={line === undefined ? euros(screen.basket.totalCents) : line.label}
      {...(isWhy ? { onBack: () => setIsWhy(false) } : {})}
      foot={
        isWhy ? (
          <ConfirmBar
            label={say('discount.confirm')}
            icon="percent"
            isOff={reason.trim() === ''}
            onConfirm={() =>
              send({ kind: 'set-discount', lineId, discount, reason: reason.trim() })
            }
          />
        ) : (
          <ConfirmBar
            label={say('sheet.next')}
            icon="next"
            isOff={discount === null}
            onConfirm={() => setIsWhy(true)}
          >
            {lines.some((one) => one.discount !== null) && (
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
          <Why reason={reason} onChange={setReason} />
        ) : (
          <HowMuch draft={draft} onChange={setDraft} />
        )}
      </SheetBody>
    </SheetFrame>
  );
}

function discountOf({ kind, percent, sum }: Draft) {
  if (kind === 'percent') {
    return percent === null ? null : { kind, rateBp: percent * BP_PER_PERCENT };
  }
  return sum === null ? null : { kind, cents: sum };
}

function Why(props: { readonly reason: string; readonly onChange: (reason: string) => void }) {
  const { say } = useTexts();
  return (
    <ReasonPicker
      presets={[
        say('reason.loyalty'),
        say('reason.volunteer'),
        say('reason.damaged'),
        say('reason.gesture'),
      ]}
      value={props.reason}
      onChange={props.onChange}
    />
  );
}

function HowMuch(props: { readonly draft: Draft; readonly onChange: (draft: Draft) => void }) {
  const { say } = useTexts();
  const { draft, onChange } = props;
  const figure = (percent: number) => say('discount.percent-figure', { percent });
  return (
    <>
      <Segments
        label={say('discount.kind')}
        value={draft.kind}
        isWide
        options={[
          ['percent', say('discount.in-percent')],
          ['amount', say('discount.in-euros')],
        ]}
        onChoose={(kind) => onChange({ ...draft, kind })}
      />
      {draft.kind === 'percent' ? (
        <FigureEntry
          label={say('discount.off')}
          value={draft.percent}
          valueMax={PERCENT_MAX}
          shown={<span className="big-amount">{figure(draft.percent ?? 0)}</span>}
          onChange={(percent) => onChange({ ...draft, percent })}
          quick={
            <QuickValues
              label={say('discount.off')}
              values={QUICK_PERCENTS.map((value) => [value, figure(value)] as const)}
              chosen={draft.percent}
              onChoose={(percent) => onChange({ ...draft, percent })}
            />
          }
        />
      ) : (
        <AmountEntry
          label={say('discount.off')}
          value={draft.sum}
          onChange={(sum) => onChange({ ...draft, sum })}
        />
      )}
    </>
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
