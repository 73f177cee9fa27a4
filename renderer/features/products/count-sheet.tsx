import { useCallback, useState } from 'react';
import { COUNT_MAX } from '../../../src/contract/fields.ts';
import { cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { FigureEntry, QuickValues } from '../../components/figure-entry.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import type { ProductShown } from './product-grid.tsx';
import { useAdd } from './use-add.ts';

const QUICK_COUNTS = [2, 3, 4, 6, 10] as const;

/** A long touch on an article: how many of it. */
export function CountSheet({ product }: { readonly product: ProductShown }) {
  const { say, euros } = useTexts();
  const [count, setCount] = useState<number | null>(null);
  const add = useAdd(product.id);
  return (
    <SheetFrame
      kind="product-count"
      title={product.name}
      note={euros(product.priceCents)}
      foot={
        <ConfirmBar
          label={say('options.add')}
          icon="plus"
          isOff={count === null}
          onConfirm={() => add(null, count ?? 1)}
        >
          <RefusedTouch />
        </ConfirmBar>
      }
    >
      <SheetBody>
        <CountEntry
          count={count}
          onChange={setCount}
          note={
            count !== null && (
              <p className="figure-preview">= {euros(cents(product.priceCents * count))}</p>
            )
          }
        />
      </SheetBody>
    </SheetFrame>
  );
}

export function CountEntry(props: {
  readonly count: number | null;
  readonly onChange: (count: number | null) => void;
  readonly note?: React.ReactNode;
}) {
  const { say } = useTexts();
  const { count, onChange } = props;
  const change = useCallback((next: number | null) => onChange(next), [onChange]);
  return (
    <FigureEntry
      label={say('options.count')}
      value={count}
      valueMax={COUNT_MAX}
      shown={<span className="big-amount">{count ?? '…'}</span>}
      onChange={change}
      note={props.note}
      quick={
        <QuickValues
          label={say('options.count')}
          values={QUICK_COUNTS.map((value) => [value, String(value)] as const)}
          chosen={count}
          onChoose={onChange}
        />
      }
    />
  );
}
