import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { err } from '../../../shared/result.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { findForReceipt, recordIssued } from './issue-receipt.ts';
import { receiptOfOperation } from './receipt-of-operation.ts';

/** Prints the receipt of an operation; from the second one on it says DUPLICATA (RULES T11). */
export function printReceipt(
  context: StationContext,
  staff: StaffRef,
  { operationId }: IntentionOf<'print-receipt'>,
): CommandResult {
  const found = findForReceipt(context, operationId);
  if (!found.ok) return found;
  const receipt = receiptOfOperation(context, found.value.entry, found.value.nextCopy);
  if (receipt === null) return err('sale-unknown');
  const recorded = recordIssued(context, found.value, {
    operationId,
    how: 'print',
    email: null,
    staff,
  });
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: 'receipt-printing' }, null);
  context.printers.print('receipt', receipt);
  return DONE;
}
