import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { Result } from '../../../shared/result.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';

/** Writes what moves money or goods. */
export const recordOperation = (
  context: StationContext,
  drafts: readonly TypedDraft[],
): Result<number, Refusal> => record(context, drafts);
