import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { toId } from '../../../shared/ids.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordInDay, recordOperation } from './record-operation.ts';
import { readTraining } from './shown.ts';
import { tillDay } from './till-day.ts';

/** More than this put in or taken out at once is a typing error. */
const CASH_MOVED_CENTS_MAX = 10_000_000;

/** The drawer without a sale: a right, and always recorded (RULES D4). */
export function openDrawer(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'open-drawer'>,
): CommandResult {
  const { context } = deps;
  if (managerOf(acting) === null) return deps.askApproval(intention, 'open-drawer', null);
  const recorded = recordInDay(context, [
    {
      kind: 'drawer.opened@1',
      body: {
        staff: acting.staff,
        approvedBy: approvedByOf(acting),
        reason: intention.reason,
      },
    },
  ]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: 'drawer-opened' }, null);
  kickDrawer(context);
  return DONE;
}

/** Cash put in or taken out apart from sales: the float, what goes to the bank. */
export function moveCash(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'move-cash'>,
): CommandResult {
  const { context } = deps;
  const { cents, reason } = intention;
  if (cents === 0) return refuse(context, 'count-wrong', null);
  if (Math.abs(cents) > CASH_MOVED_CENTS_MAX) return refuse(context, 'amount-too-large', null);
  if (managerOf(acting) === null) return deps.askApproval(intention, 'move-cash', cents);
  const recorded = recordOperation(context, [
    {
      kind: 'cash.moved@1',
      body: {
        moveId: toId<'Move'>(context.makeId()),
        day: tillDay(context),
        staff: acting.staff,
        approvedBy: approvedByOf(acting),
        cents,
        reason,
      },
    },
  ]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: 'cash-moved' }, null);
  kickDrawer(context);
  return DONE;
}

/** In training the drawer stays shut: no money goes in or out. */
function kickDrawer(context: StationContext): void {
  if (!readTraining(context)) context.printers.openDrawer();
}
