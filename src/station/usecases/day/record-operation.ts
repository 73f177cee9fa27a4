import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { Result } from '../../../shared/result.ts';
import { readTrainingState } from '../../projections/training.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';
import { readParked } from '../tables/shown.ts';
import { makeClosing } from './make-closing.ts';
import { dayLeftOpen } from './till-day.ts';

/**
 * Writes what counts on a day: sales, top-ups, corrections, cash. In training nothing of it counts
 * (RULES T13). A day before that was left open is closed first, by itself, in the same append
 * (RULES D2). Ask `tillDay` for the day of the drafts.
 */
export function recordOperation(
  context: StationContext,
  drafts: readonly TypedDraft[],
): Result<number, Refusal> {
  const left = readTrainingState(context.journal.database).isOn ? null : dayLeftOpen(context);
  if (left === null) return recordInDay(context, drafts);
  const body = makeClosing(context, {
    day: left,
    staff: null,
    approvedBy: null,
    countedCents: null,
    unpaid: readParked(context).map(({ name, totalCents }) => ({ name, totalCents })),
  });
  return record(context, [{ kind: 'day.closed@1', body }, ...drafts]);
}

/** Writes what needs no day of its own: as it is, or as training. */
export function recordInDay(
  context: StationContext,
  drafts: readonly TypedDraft[],
): Result<number, Refusal> {
  const training = readTrainingState(context.journal.database);
  return record(context, training.isOn ? asTraining(drafts, training.lastNumber) : drafts);
}

const asTraining = (drafts: readonly TypedDraft[], lastNumber: number): readonly TypedDraft[] =>
  drafts.map(({ kind, body }, index) => ({
    kind: 'training.recorded@1',
    body: { number: lastNumber + index + 1, as: kind, body: { ...body } },
  }));
