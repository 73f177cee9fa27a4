import { useState } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { ProductId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { FigureEntry } from '../../components/figure-entry.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

type StockRow = ReplyOf<'stock'>['rows'][number];
type Move = 'delivery' | 'adjustment' | 'loss';

/** What is left of all that is counted: what is short comes first. */
export function StockSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const state = useReply<'stock'>({ kind: 'stock' }, freshnessOf(screen));
  return (
    <SheetFrame kind="stock" title={say('stock.title')}>
      <SheetBody>
        <ReplyGate state={state}>
          {({ rows }) =>
            rows.length === 0 ? (
              <NoRows icon="box" text={say('stock.none')} />
            ) : (
              <Rows label={say('stock.title')}>
                {rows.toSorted(byNeed).map((row) => (
                  <StockLine key={row.productId} row={row} />
                ))}
              </Rows>
            )
          }
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

const freshnessOf = (screen: ScreenState): string =>
  screen.stock.map(({ productId, amount }) => `${productId}${amount}`).join();

const NEED: Readonly<Record<StockRow['level'], number>> = { out: 0, low: 1, enough: 2 };
const byNeed = (a: StockRow, b: StockRow): number => NEED[a.level] - NEED[b.level];

function StockLine({ row }: { readonly row: StockRow }) {
  const { say } = useTexts();
  const amount = useAmountText();
  return (
    <Row
      icon={row.level === 'enough' ? 'box' : 'warning'}
      title={row.name}
      text={row.level === 'enough' ? '' : say(`stock.${row.level}`)}
      figure={amount(row.amount, row.unit)}
      isMarked={row.level !== 'enough'}
      onTouch={() => openSheet({ kind: 'stock-move', productId: row.productId })}
    />
  );
}

/** Thousandths of a unit as people say them: pieces whole, weight and volume with their unit. */
function useAmountText(): (amount: number, unit: StockRow['unit']) => string {
  const { say, language } = useTexts();
  return (amount, unit) => {
    const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
    return say(`stock.unit-${unit}`, { amount: figure.format(amount / 1_000) });
  };
}

/** A delivery, a loss, or what was counted, of one product. */
export function StockMoveSheet(props: {
  readonly screen: ScreenState;
  readonly productId: ProductId;
}) {
  const { say } = useTexts();
  const state = useReply<'stock'>({ kind: 'stock' }, freshnessOf(props.screen));
  const row = state.reply?.rows.find((one) => one.productId === props.productId);
  const [move, setMove] = useState<Move>('delivery');
  const [figure, setFigure] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  /** A loss and a count are explained in a second step. */
  const [asksWhy, setAsksWhy] = useState(false);
  const amountText = useAmountText();
  const isWhole = row?.unit === 'piece' || row?.unit === 'hour';
  const amount = (figure ?? 0) * (isWhole ? 1_000 : 1);
  const needsWhy = move !== 'delivery';
  const send = () => {
    closeSheet();
    ask({ kind: 'move-stock', productId: props.productId, move, amount, reason });
  };
  return (
    <SheetFrame
      kind="stock-move"
      title={row?.name ?? say('stock.title')}
      {...(row === undefined ? {} : { note: amountText(row.amount, row.unit) })}
      onBack={() => (asksWhy ? setAsksWhy(false) : openSheet({ kind: 'stock' }))}
      foot={
        needsWhy && !asksWhy ? (
          <ConfirmBar
            label={say('stock.go-on')}
            icon="next"
            isOff={figure === null}
            onConfirm={() => setAsksWhy(true)}
          />
        ) : (
          <ConfirmBar
            label={say(`stock.${move}-do`)}
            isOff={figure === null || (needsWhy && reason === '')}
            onConfirm={send}
          />
        )
      }
    >
      <SheetBody>
        {asksWhy ? (
          <Why move={move} reason={reason} onChange={setReason} />
        ) : (
          <>
            <MoveChoice value={move} onChoose={setMove} />
            <FigureEntry
              label={say(`stock.${move}-count`)}
              value={figure}
              valueMax={isWhole ? 99_999 : 9_999_999}
              shown={
                <span className="stock-figure">{amountText(amount, row?.unit ?? 'piece')}</span>
              }
              onChange={setFigure}
            />
          </>
        )}
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}

function MoveChoice(props: { readonly value: Move; readonly onChoose: (move: Move) => void }) {
  const { say } = useTexts();
  return (
    <Segments
      isWide
      label={say('stock.what')}
      value={props.value}
      options={[
        ['delivery', say('stock.delivery')],
        ['loss', say('stock.loss')],
        ['adjustment', say('stock.adjustment')],
      ]}
      onChoose={props.onChoose}
    />
  );
}

function Why(props: {
  readonly move: Move;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}) {
  const { say } = useTexts();
  const presets =
    props.move === 'loss'
      ? [say('stock.broken'), say('stock.spoilt'), say('stock.gone')]
      : [say('stock.counted')];
  return <ReasonPicker presets={presets} value={props.reason} onChange={props.onChange} />;
}
