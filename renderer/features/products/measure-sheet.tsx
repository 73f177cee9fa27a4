import { useState } from 'react';
import { priceOfMeasure } from '../../../src/domain/till/amounts.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { FigureEntry, QuickValues } from '../../components/figure-entry.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import type { ProductShown } from './product-grid.tsx';
import { measureWords, priceWords } from './product-words.ts';
import { useAdd } from './use-add.ts';

/** 99.999 kg: what a scale on a counter shows at most. */
const AMOUNT_MAX = 99_999;
const QUICK = { kilogram: [100, 200, 250, 500], litre: [250, 500, 750, 1_000] } as const;

/**
 * By weight or volume: the figures of the scale are typed as they stand there. The price shown is a
 * help to the hand; the one that counts is the station's.
 */
export function MeasureSheet({ product }: { readonly product: ProductShown }) {
  const texts = useTexts();
  const { say, language } = texts;
  const unit = product.kind === 'volume' ? 'litre' : 'kilogram';
  const [amount, setAmount] = useState<number | null>(null);
  const add = useAdd(product.id);
  const short = unit === 'kilogram' ? 'g' : 'ml';
  return (
    <SheetFrame
      kind="measure"
      title={product.name}
      note={priceWords(product, texts)}
      foot={
        <ConfirmBar
          label={say('options.add')}
          icon="plus"
          isOff={amount === null}
          onConfirm={() => add({ kind: 'measure', amount: amount ?? 0 }, 1)}
        >
          <RefusedTouch />
        </ConfirmBar>
      }
    >
      <SheetBody>
        <FigureEntry
          label={say(unit === 'kilogram' ? 'product.weight' : 'product.volume')}
          value={amount}
          valueMax={AMOUNT_MAX}
          shown={
            <span className="big-amount" data-size="long">
              {measureWords(amount ?? 0, unit, language)}
            </span>
          }
          onChange={setAmount}
          note={
            <p className="amount-figure">
              <span>{say('pay.due')}</span>
              <BigAmount amount={priceOfMeasure(amount ?? 0, product.priceCents)} />
            </p>
          }
          quick={
            <QuickValues
              label={say(unit === 'kilogram' ? 'product.weight' : 'product.volume')}
              values={QUICK[unit].map((value) => [value, `${value}\u202f${short}`] as const)}
              chosen={amount}
              onChoose={setAmount}
            />
          }
        />
      </SheetBody>
    </SheetFrame>
  );
}
