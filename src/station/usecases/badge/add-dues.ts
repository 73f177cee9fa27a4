import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import { stayLine } from '../../../domain/till/stay-line.ts';
import type { PresenceId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readOpenBasket, readParkedBaskets } from '../../projections/basket.ts';
import { writeLines } from '../basket/edit-basket.ts';
import { refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { knownPresences } from './known-presences.ts';
import type { KnownPresence } from './known-presences.ts';
import { isDue } from './stay-rows.ts';

/**
 * What stays cost goes into the basket, to be paid by any means (RULES B7): all of them or none, at
 * the amount that is known now. A stay lies in one basket of this station at most.
 */
export function addDues(
  context: StationContext,
  staff: StaffRef,
  { presenceIds }: IntentionOf<'add-dues'>,
): CommandResult {
  const known = knownPresences(context, context.clock());
  const lines: BasketLine[] = [];
  for (const presenceId of new Set(presenceIds)) {
    const line = lineOf(context, known, presenceId);
    if (!line.ok) return refuse(context, line.error, null);
    lines.push(line.value);
  }
  const basket = readOpenBasket(context.journal.database);
  const written = writeLines(context, staff, basket, lines, null);
  return written.ok ? written : refuse(context, written.error, null);
}

function lineOf(
  context: StationContext,
  known: readonly KnownPresence[],
  presenceId: PresenceId,
): Result<BasketLine, Refusal> {
  const stay = known.find((one) => one.presenceId === presenceId);
  if (stay === undefined) return err('presence-unknown');
  if (isInBasket(context, presenceId)) return err('already-in-basket');
  // They came in again, or somebody said that the stay never was.
  if (stay.state === 'open' || stay.state === 'removed') return err('presence-changed');
  if (!isDue(stay)) return err('nothing-due');
  const plan = context.knowledge.one('badge-plan', stay.planId);
  const version =
    plan?.versions.find((one) => one.version === stay.planVersion) ?? plan?.versions.at(-1);
  return ok({
    ...stayLine({
      ...stay,
      planName: plan?.name ?? stay.spaceName,
      vatRateBp: version?.vatRateBp ?? 0,
      includedMinutes: (stay.bill?.included ?? []).reduce((sum, { minutes }) => sum + minutes, 0),
    }),
    lineId: toId<'Line'>(context.makeId()),
    count: 1,
  });
}

/** On the counter, or put aside. */
export function isInBasket({ journal }: StationContext, presenceId: PresenceId): boolean {
  const { database } = journal;
  return [readOpenBasket(database), ...readParkedBaskets(database)].some(({ lines }) =>
    lines.some(({ detail }) => detail.kind === 'presence' && detail.presenceId === presenceId),
  );
}
