import { useState } from 'react';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry, QuickValues } from '../../components/figure-entry.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import type { ProductShown } from './product-grid.tsx';
import { useAdd } from './use-add.ts';

const OPEN_PRICE_MAX = cents(1_000_000);

/** The person says the price; the least that is accepted stands beside. */
export function OpenPriceSheet({ product }: { readonly product: ProductShown }) {
  const { say } = useTexts();
  const [price, setPrice] = useState<Cents | null>(product.priceCents);
  const add = useAdd(product.id);
  const isTooLow = (price ?? 0) < (product.priceMinCents ?? 0);
  return (
    <SheetFrame
      kind="open-price"
      title={product.name}
      note={say('product.open')}
      foot={
        <ConfirmBar
          label={say('options.add')}
          icon="plus"
          isOff={price === null || isTooLow}
          onConfirm={() => price !== null && add({ kind: 'open-price', cents: price }, 1)}
        >
          <RefusedTouch />
        </ConfirmBar>
      }
    >
      <SheetBody>
        <OpenAmount
          price={price}
          minCents={product.priceMinCents}
          proposedCents={product.priceCents}
          onChange={setPrice}
        />
      </SheetBody>
    </SheetFrame>
  );
}

/** An amount the person chooses, from a least one on. */
export function OpenAmount(props: {
  readonly price: Cents | null;
  readonly minCents: Cents | null;
  readonly proposedCents: Cents;
  readonly onChange: (price: Cents | null) => void;
}) {
  const { say, euros } = useTexts();
  const { price, minCents, proposedCents, onChange } = props;
  const proposals = [minCents ?? proposedCents, proposedCents, cents(proposedCents * 2)].filter(
    (value, index, all) => value > 0 && all.indexOf(value) === index,
  );
  return (
    <AmountEntry
      label={say('product.price')}
      value={price}
      maxCents={OPEN_PRICE_MAX}
      onChange={onChange}
      note={
        minCents !== null && (
          <p className="figure-least" data-missing={(price ?? 0) < minCents}>
            {say('product.at-least', { price: euros(minCents) })}
          </p>
        )
      }
      quick={
        <QuickValues
          label={say('product.price')}
          values={proposals.map((value) => [value, euros(value)] as const)}
          chosen={price}
          onChoose={(value) => onChange(cents(value))}
        />
      }
    />
  );
}
