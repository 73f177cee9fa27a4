import { renderSVG } from 'uqr';
import type { Reply } from '../../../contract/kiosk/questions.ts';
import type { OperationId } from '../../../shared/ids.ts';
import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import { renderSvg } from '../../printers/render.ts';
import type { StationContext } from '../context.ts';
import { findForReceipt } from './issue-receipt.ts';
import { receiptOfOperation } from './receipt-of-operation.ts';
import { paperLanguage } from './receipt-head.ts';
import type { StoredOperation } from './read-operation.ts';

/** What the next receipt of an operation looks like, and where the person finds it on their phone. */
export function answerReceipt(context: StationContext, operationId: OperationId): Reply {
  const found = findForReceipt(context, operationId);
  if (!found.ok) return { kind: 'refused', reason: found.error };
  const { entry, copies, nextCopy } = found.value;
  const receipt = receiptOfOperation(context, entry, nextCopy);
  if (receipt === null) return { kind: 'refused', reason: 'sale-unknown' };
  return {
    kind: 'receipt',
    svg: renderSvg(receipt, paperLanguage(context)),
    qr: qrOf(context, entry),
    copies,
  };
}

/** Null before the cloud has the sale: the page would not be there yet. */
function qrOf(context: StationContext, entry: StoredOperation): string | null {
  const sale = saleOfEntry(entry);
  const siteUrl = context.knowledge.settings()?.siteUrl ?? '';
  const isSent = context.settings.getNumber('acked-seq') >= entry.seq;
  if (sale === null || siteUrl === '' || !isSent || entry.trainingNumber !== null) return null;
  return renderSVG(`${siteUrl}/recu/${sale.saleId}`, { border: 2 });
}
