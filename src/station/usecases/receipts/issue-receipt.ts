import type { OperationId } from '../../../shared/ids.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ReceiptIssued } from '../../../domain/journal/till-entries.ts';
import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readTrainingState } from '../../projections/training.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { findOperation } from './read-operation.ts';
import type { StoredOperation } from './read-operation.ts';

/** Most copies that are counted; each one past it bears the last number. */
const COPIES_MAX = 999;

export type FoundOperation = {
  readonly entry: StoredOperation;
  /** Receipts that were made of it so far. */
  readonly copies: number;
  readonly nextCopy: number;
};

/** An operation of which a receipt may be made now: in training only of what was done in training. */
export function findForReceipt(
  context: StationContext,
  operationId: OperationId,
): Result<FoundOperation, 'sale-unknown'> {
  const found = findOperation(context, operationId);
  const { isOn } = readTrainingState(context.journal.database);
  if (found === undefined || (found.entry.trainingNumber !== null) !== isOn) {
    return err('sale-unknown');
  }
  return {
    ok: true,
    value: { ...found, nextCopy: Math.min(found.copies + 1, COPIES_MAX) },
  };
}

/** Writes that a receipt was made. What is asked in training is wrapped, so that nobody mails it. */
export function recordIssued(
  context: StationContext,
  found: FoundOperation,
  issue: Omit<ReceiptIssued, 'copy'>,
): Result<number, Refusal> {
  const body: ReceiptIssued = { ...issue, copy: found.nextCopy };
  const drafts = [{ kind: 'receipt.issued@1', body } as const];
  // A paper about yesterday closes nothing: only in training is it an operation like the others.
  return found.entry.trainingNumber === null
    ? record(context, drafts)
    : recordOperation(context, drafts);
}
