import type { EntryBodies } from '../../../domain/journal/entries.ts';
import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import { emptiedReceipt, topUpReceipt } from '../../../domain/receipt/pass-receipt.ts';
import type { Receipt, ReceiptHead } from '../../../domain/receipt/receipt.ts';
import { correctionReceipt, saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { readPastSale } from '../../projections/corrections.ts';
import type { StationContext } from '../context.ts';
import { closingPaper } from '../day/day-papers.ts';
import { assetNameOf } from '../pass/known-wallet.ts';
import { paperLanguage, receiptHead } from './receipt-head.ts';
import { readEntryAt } from './read-operation.ts';
import type { StoredOperation } from './read-operation.ts';

/** The paper of a past operation; null when none is made of it. */
export function receiptOfOperation(
  context: StationContext,
  entry: StoredOperation,
  copy: number,
): Receipt | null {
  const sale = saleOfEntry(entry);
  if (sale !== null) {
    const means = readPastSale(context.journal.database, sale.saleId)?.means ?? [];
    const head = headOf(context, entry, copy, {
      number: sale.number,
      staffName: sale.staff.name,
      pointOfSaleId: sale.pointOfSaleId,
    });
    return saleReceipt(sale, means, head, paperLanguage(context));
  }
  switch (entry.kind) {
    case 'sale.corrected@1':
      return ofCorrection(context, entry, copy);
    case 'top-up.recorded@1': {
      const body = entry.body as EntryBodies['top-up.recorded@1'];
      return topUpReceipt(
        body,
        headOf(context, entry, copy, { number: null, staffName: body.staff.name }),
      );
    }
    case 'pass.emptied@1': {
      const body = entry.body as EntryBodies['pass.emptied@1'];
      return emptiedReceipt(
        body,
        headOf(context, entry, copy, { number: null, staffName: body.staff.name }),
        (assetId) => assetNameOf(context, assetId),
      );
    }
    case 'day.closed@1':
      return closingPaper(context, entry.body as EntryBodies['day.closed@1'], {
        at: entry.at,
        copy,
      });
    default:
      return null;
  }
}

function ofCorrection(
  context: StationContext,
  entry: StoredOperation,
  copy: number,
): Receipt | null {
  const body = entry.body as EntryBodies['sale.corrected@1'];
  const past = readPastSale(context.journal.database, body.saleId);
  const sale = past === undefined ? null : saleOfEntry(readEntryAt(context, past.seq));
  if (past === undefined || sale === null) return null;
  const head = headOf(context, entry, copy, {
    number: body.number,
    staffName: body.staff.name,
    pointOfSaleId: sale.pointOfSaleId,
  });
  return correctionReceipt(body, sale, past.number, head);
}

const headOf = (
  context: StationContext,
  { at, trainingNumber }: StoredOperation,
  copy: number,
  who: {
    readonly number: number | null;
    readonly staffName: string;
    readonly pointOfSaleId?: string;
  },
): ReceiptHead => {
  const number = trainingNumber ?? who.number;
  return receiptHead(context, {
    number: number === null ? null : String(number),
    at,
    staffName: who.staffName,
    pointOfSaleId: who.pointOfSaleId ?? null,
    copy,
    isTraining: trainingNumber !== null,
  });
};
