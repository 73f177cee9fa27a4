import { toProjected } from '../../journal/entry-rows.ts';
import { operationEntry } from '../../projections/operation-entry.ts';
import type { OperationEntry } from '../../projections/operation-entry.ts';
import { readOperation } from '../../projections/receipts.ts';
import { assert } from '../../../shared/assert.ts';
import type { Instant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';

export type StoredOperation = OperationEntry & { readonly at: Instant; readonly seq: number };

/** The entry of a past operation, out of its training wrapping. */
export function readEntryAt(context: StationContext, seq: number): StoredOperation {
  const [entry] = context.journal.read(seq, 1);
  assert(entry !== undefined, `no entry ${seq}, though a projection names it`);
  const projected = toProjected(entry);
  return { ...operationEntry(projected), at: projected.at, seq };
}

/** An operation by its id, with how many receipts of it there are; undefined when it is none of ours. */
export function findOperation(
  context: StationContext,
  operationId: string,
): { readonly entry: StoredOperation; readonly copies: number } | undefined {
  const found = readOperation(context.journal.database, operationId);
  return found === undefined
    ? undefined
    : { entry: readEntryAt(context, found.seq), copies: found.copies };
}
