import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import { readBasketShown } from '../basket/shown.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, record, refuse, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { readParked } from '../tables/shown.ts';
import { readMode } from './shown.ts';

/**
 * The station becomes a badge station, or a till again. Nobody holds a badge station, so whoever
 * was signed in is signed out; what is not paid yet would be out of everybody's sight.
 */
export function setMode(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'set-mode'>,
): CommandResult {
  const { context } = deps;
  const { mode } = intention;
  if (mode === readMode(context)) return DONE;
  if (mode === 'badge') {
    if (readTraining(context)) return refuse(context, 'not-in-training', null);
    if (context.knowledge.all('space').length === 0) return refuse(context, 'no-space', null);
    const open = readBasketShown(context);
    if (open.lines.length > 0 || open.pledges.length > 0 || readParked(context).length > 0) {
      return refuse(context, 'training-basket', null);
    }
  }
  if (managerOf(acting) === null) return deps.askApproval(intention, 'set-mode', null);
  const { staff } = acting;
  const changed: TypedDraft = {
    kind: 'setting.changed@1',
    body: { staff, approvedBy: approvedByOf(acting), name: 'mode', value: mode },
  };
  const left: TypedDraft = { kind: 'staff.signed-out@1', body: { staff } };
  const recorded = record(context, mode === 'badge' ? [changed, left] : [changed]);
  if (!recorded.ok) return refuse(context, recorded.error, null);
  context.settings.set('mode', mode);
  // A door of an event is not held by a badge station.
  context.settings.set('door-event', '');
  showResult(context, { kind: 'done', what: mode === 'badge' ? 'mode-badge' : 'mode-till' }, null);
  return DONE;
}
