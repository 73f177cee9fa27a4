import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { correctSale } from '../../../domain/till/correct-sale.ts';
import type { CorrectionStamp } from '../../../domain/till/correct-sale.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { nextCorrectionNumber } from '../../projections/corrections.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { tillDay } from '../day/till-day.ts';
import { readSaleHistory } from './sale-history.ts';
import { mayCorrectAlone } from './who-may.ts';

/**
 * Takes a sale back, or some of its lines, by a counter-entry that counts today (RULES T10). The
 * cashier does it alone for a fresh sale of their own; otherwise a manager answers for it.
 */
export function cancelSale(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'cancel-sale'>,
): CommandResult {
  const { context } = deps;
  const full = readSaleHistory(context, intention.saleId);
  if (full === undefined) return err('sale-unknown');
  const { past } = full;
  const corrected = correctSale(
    full,
    intention.lines,
    stampOf(context, acting, intention.reason, past.isTraining),
  );
  if (!corrected.ok) return corrected;
  const { value: body } = corrected;
  if (!mayCorrectAlone(context, acting.staff, full)) {
    // Asked before the manager comes: nobody walks over for nothing.
    if (intention.reason === '') return err('reason-missing');
    if (managerOf(acting) === null) {
      return deps.askApproval(intention, 'cancel-sale', body.totalCents);
    }
  }
  const recorded = recordOperation(context, [{ kind: 'sale.corrected@1', body }]);
  if (!recorded.ok) return recorded;
  showResult(
    context,
    {
      kind: 'sale-cancelled',
      operationId: toId<'Operation'>(body.correctionId),
      saleNumber: past.number,
      totalCents: body.totalCents,
      refunds: body.refunds.map(({ means, cents }) => ({ means, cents })),
    },
    null,
  );
  const isCash = body.refunds.some(({ means }) => means === 'cash');
  if (isCash && !past.isTraining) context.printers.openDrawer();
  return DONE;
}

/** Who, when and why, under the next number. */
export const stampOf = (
  context: StationContext,
  acting: Acting,
  reason: string,
  isTraining: boolean,
): CorrectionStamp => ({
  correctionId: toId<'Correction'>(context.makeId()),
  number: nextCorrectionNumber(context.journal.database, isTraining),
  day: tillDay(context),
  staff: acting.staff,
  approvedBy: approvedByOf(acting),
  reason,
});
