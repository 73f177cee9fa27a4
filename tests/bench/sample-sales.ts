import type { EntryDraft } from '../../src/domain/journal/chain.ts';
import type { PassBacking, SaleRecorded, StaffRef } from '../../src/domain/journal/sale-entries.ts';
import { makeSale } from '../../src/domain/till/sale.ts';
import type { AssetPart } from '../../src/domain/wallet/split-payment.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { CardId, ProductId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { businessDay, systemClock } from '../../src/shared/time.ts';

export type SampleSale = {
  readonly number: number;
  readonly staff: StaffRef;
  readonly pointOfSaleId: string;
  readonly product: {
    readonly id: ProductId;
    readonly name: string;
    readonly categoryId: string;
    readonly priceCents: number;
  };
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly part: Pick<AssetPart, 'assetId' | 'kind'>;
  readonly backing: PassBacking;
};

/** All sales of one run are of one day. */
const TODAY = businessDay(systemClock(), { timeZone: 'Europe/Paris', cutOffHour: 4 });

/** What a till writes when a Pass pays two of an article: the body that most entries have. */
export function makePassSale(sample: SampleSale): SaleRecorded {
  const { product, part } = sample;
  const unitPriceCents = cents(product.priceCents);
  const totalCents = cents(product.priceCents * 2);
  return makeSale({
    saleId: toId<'Sale'>(makeUuid()),
    number: sample.number,
    day: TODAY,
    basketId: toId<'Basket'>(makeUuid()),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: sample.pointOfSaleId,
    staff: sample.staff,
    lines: [
      {
        lineId: toId<'Line'>(makeUuid()),
        productId: product.id,
        choiceIds: [],
        label: product.name,
        optionLabels: [],
        count: 2,
        unitPriceCents,
        vatRateBp: 1_000,
        categoryId: product.categoryId,
        detail: { kind: 'piece' },
        discount: null,
      },
    ],
    payments: [
      {
        means: 'pass',
        cents: totalCents,
        cardId: sample.cardId,
        cardNumber: sample.cardNumber,
        backing: sample.backing,
        parts: [{ ...part, cents: totalCents }],
      },
    ],
  });
}

export const saleDraft = (sale: SaleRecorded): EntryDraft => ({
  kind: 'sale.recorded@2',
  body: sale,
});

/** Sales of nobody in particular, for what never leaves the station. */
export const makeAnySale = (number: number): SaleRecorded =>
  makePassSale({
    number,
    staff: { id: toId<'Staff'>(makeUuid()), name: 'Karim' },
    pointOfSaleId: 'bar',
    product: {
      id: toId<'Product'>(makeUuid()),
      name: 'Café',
      categoryId: 'drinks',
      priceCents: 150,
    },
    cardId: toId<'Card'>(makeUuid()),
    cardNumber: 'A1B2C3D4',
    part: { assetId: toId<'Asset'>(makeUuid()), kind: 'local' },
    backing: { kind: 'reserve', reserveId: toId<'Reserve'>(makeUuid()), final: true },
  });
