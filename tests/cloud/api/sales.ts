import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, ReserveId } from '../../../src/shared/ids.ts';

const STAFF = { id: '019b76da-a80c-7000-8000-000000000001', name: 'Nolwenn' };
const PRODUCT_ID = '019b76da-a804-7000-8000-000000000001';

export type PassPart = {
  readonly cardId: CardId;
  readonly assetId: AssetId;
  readonly cents: number;
  readonly reserveId: ReserveId | null;
  readonly final?: boolean;
  /** Accepted without network, beyond what was reserved. */
  readonly unsecured?: boolean;
};

type Json = Record<string, JsonValue>;

/** The body of a sale of one line, paid by a Pass, by cash, or by both. */
export function saleBody(sale: {
  readonly number: number;
  readonly pass?: PassPart;
  readonly cashCents?: number;
  readonly saleId?: string;
}): Json {
  const { pass, cashCents = 0 } = sale;
  const payments: Json[] = [];
  const paid: Json[] = [];
  if (pass !== undefined) {
    paid.push({ payment: payments.length, assetId: pass.assetId, cents: pass.cents });
    payments.push({
      means: 'pass',
      cents: pass.cents,
      cardId: pass.cardId,
      cardNumber: 'ABCD1234',
      backing:
        pass.unsecured === true || pass.reserveId === null
          ? { kind: 'unsecured', reserveId: pass.reserveId }
          : { kind: 'reserve', reserveId: pass.reserveId, final: pass.final ?? true },
      parts: [{ assetId: pass.assetId, kind: 'local', cents: pass.cents }],
    });
  }
  if (cashCents > 0) {
    paid.push({ payment: payments.length, assetId: null, cents: cashCents });
    payments.push({ means: 'cash', cents: cashCents, givenCents: cashCents, changeCents: 0 });
  }
  const totalCents = (pass?.cents ?? 0) + cashCents;
  return {
    saleId: sale.saleId ?? makeUuid(),
    number: sale.number,
    day: '2026-11-22',
    basketId: makeUuid(),
    pointOfSaleId: 'comptoir',
    staff: STAFF,
    lines: [
      {
        lineId: makeUuid(),
        productId: PRODUCT_ID,
        label: 'Café',
        optionLabels: [],
        categoryId: 'chaud',
        count: 1,
        unitPriceCents: totalCents,
        totalCents,
        vatRateBp: 1000,
        paid,
      },
    ],
    payments,
    totalCents,
  };
}
