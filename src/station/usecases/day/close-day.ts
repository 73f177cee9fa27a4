import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { err } from '../../../shared/result.ts';
import { toId } from '../../../shared/ids.ts';
import { readAllPledges } from '../../projections/basket.ts';
import { readOpenPeriod } from '../../projections/day.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { closingPaper } from './day-papers.ts';
import { makeClosing } from './make-closing.ts';
import { recordInDay } from './record-operation.ts';
import { readUnpaid } from './unpaid.ts';

/** Closes the day that is open (RULES D1, D2): from then on no entry falls into it. */
export function closeDay(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'close-day'>,
): CommandResult {
  const { context } = deps;
  const db = context.journal.database;
  const { day } = readOpenPeriod(db);
  if (day === null) return refuse(context, 'nothing-to-close', null);
  // Cash handed over for a part, here or at a table, is in the drawer and in no sale yet: the
  // count would be wrong by that much.
  if (readAllPledges(db).some(({ means }) => means === 'cash')) {
    return refuse(context, 'basket-pledged', null);
  }
  if (managerOf(acting) === null) return deps.askApproval(intention, 'close-day', null);
  const closing = makeClosing(context, {
    day,
    staff: acting.staff,
    approvedBy: approvedByOf(acting),
    countedCents: intention.countedCents,
    unpaid: readUnpaid(context),
  });
  const recorded = recordInDay(context, [{ kind: 'day.closed@1', body: closing }]);
  if (!recorded.ok) return err(recorded.error);
  showResult(
    context,
    {
      kind: 'day-closed',
      operationId: toId<'Operation'>(closing.closingId),
      number: closing.number,
      day,
      turnoverCents: closing.totals.turnover.cents,
      differenceCents: closing.differenceCents,
      isAutomatic: false,
    },
    null,
  );
  context.printers.print(
    'receipt',
    closingPaper(context, closing, { at: context.clock(), copy: 1 }),
  );
  return DONE;
}
