import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { COUNT_MAX } from '../../../src/contract/fields.ts';
import { formatSignedCents } from '../../../src/shared/format.ts';
import { cents } from '../../../src/shared/money.ts';
import type { ProductShown } from './product-grid.tsx';
import { useAdd } from './use-add.ts';

/** A cup goes out, or comes back: two large keys. */
export function DepositSheet({ product }: { readonly product: ProductShown }) {
  const { say, euros, language } = useTexts();
  const [count, setCount] = useState(1);
  const add = useAdd(product.id);
  return (
    <SheetFrame kind="deposit" title={product.name} note={euros(product.priceCents)}>
      <SheetBody>
        <div className="deposit-count">
          <span>{say('options.count')}</span>
          <Stepper label={say('options.count')} value={count} max={COUNT_MAX} onChange={setCount} />
        </div>
        <div className="deposit-ways">
          {(['returned', 'taken'] as const).map((direction) => (
            <button
              key={direction}
              type="button"
              className="choice deposit-way"
              onClick={() => add({ kind: 'deposit', direction }, count)}
            >
              <Icon name={direction === 'returned' ? 'undo' : 'cup'} />
              <span>{say(`product.deposit-${direction}`)}</span>
              <strong>
                {formatSignedCents(
                  cents(product.priceCents * count * (direction === 'returned' ? -1 : 1)),
                  language,
                )}
              </strong>
            </button>
          ))}
        </div>
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}
