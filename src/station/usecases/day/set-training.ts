import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { readBasketShown } from '../basket/shown.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, record, refuse, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { readParked } from '../tables/shown.ts';
import { readTraining } from './shown.ts';

/**
 * Training on or off (RULES T13). No basket goes from one to the other: a real table that is paid
 * in training would never be paid, and a made-up one would be sold.
 */
export function setTraining(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'set-training'>,
): CommandResult {
  const { context } = deps;
  if (intention.on === readTraining(context)) return DONE;
  const open = readBasketShown(context);
  if (open.lines.length > 0 || open.pledges.length > 0 || readParked(context).length > 0) {
    return refuse(context, 'training-basket', null);
  }
  if (managerOf(acting) === null) return deps.askApproval(intention, 'set-training', null);
  const { staff } = acting;
  const recorded = record(context, [
    intention.on
      ? { kind: 'training.started@1', body: { staff, approvedBy: approvedByOf(acting) } }
      : { kind: 'training.ended@1', body: { staff } },
  ]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: intention.on ? 'training-on' : 'training-off' }, null);
  return DONE;
}
