import type { DayClosed } from '../../../domain/journal/till-entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { toId } from '../../../shared/ids.ts';
import { subtractCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Day } from '../../../shared/time.ts';
import { readClosings, readDayTotals, readOpenPeriod } from '../../projections/day.ts';
import type { StationContext } from '../context.ts';

/** Names of what is not paid that one closing lists. */
const UNPAID_MAX = 500;

/** The closing of all that happened since the last one, with the numbers that ticket X shows. */
export function makeClosing(
  context: StationContext,
  by: {
    readonly day: Day;
    readonly staff: StaffRef | null;
    readonly approvedBy: StaffRef | null;
    readonly countedCents: Cents | null;
    readonly unpaid: DayClosed['unpaid'];
  },
): DayClosed {
  const db = context.journal.database;
  const period = readOpenPeriod(db);
  const totals = readDayTotals(db);
  return {
    closingId: toId<'Closing'>(context.makeId()),
    number: (readClosings(db, 0, 1)[0]?.number ?? 0) + 1,
    day: by.day,
    fromSeq: period.fromSeq,
    toSeq: context.journal.head().seq,
    staff: by.staff,
    approvedBy: by.approvedBy,
    totals,
    cashCountedCents: by.countedCents,
    differenceCents:
      by.countedCents === null ? null : subtractCents(by.countedCents, totals.cash.expectedCents),
    perpetualCents: period.perpetualCents,
    perpetualAbsoluteCents: period.perpetualAbsoluteCents,
    unpaid: by.unpaid.slice(0, UNPAID_MAX),
  };
}
