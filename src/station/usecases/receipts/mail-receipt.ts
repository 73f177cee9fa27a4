import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { looksLikeEmail } from '../../../domain/till/email.ts';
import { err } from '../../../shared/result.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { findForReceipt, recordIssued } from './issue-receipt.ts';

/** Asks for a receipt by e-mail: the cloud sends it as soon as it has the entry (RULES T11). */
export function mailReceipt(
  context: StationContext,
  staff: StaffRef,
  { operationId, email }: IntentionOf<'mail-receipt'>,
): CommandResult {
  if (!looksLikeEmail(email)) return err('email-wrong');
  const found = findForReceipt(context, operationId);
  if (!found.ok) return found;
  const recorded = recordIssued(context, found.value, { operationId, how: 'mail', email, staff });
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: 'receipt-mailed' }, null);
  return DONE;
}
