import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { msOfInstant } from '../../../shared/time.ts';
import { tillDay } from '../day/till-day.ts';
import type { StationContext } from '../context.ts';
import type { FullSale } from './sale-history.ts';

/** How long a cashier may put their own sale right without a manager (RULES T10). */
const OWN_SALE_MS = 10 * 60_000;

/** Whether this person may put a sale right alone: their own, of the same day, at most 10 minutes old. */
export function mayCorrectAlone(
  context: StationContext,
  staff: StaffRef,
  { sale, past }: FullSale,
): boolean {
  const ageMs = msOfInstant(context.clock()) - msOfInstant(past.at);
  return sale.staff.id === staff.id && sale.day === tillDay(context) && ageMs <= OWN_SALE_MS;
}
