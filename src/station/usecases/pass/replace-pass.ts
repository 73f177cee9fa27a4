import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { CardUid } from '../../../domain/card/uid.ts';
import { toId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { AskedCommand } from '../../sync/asked-commands.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refuse, refusingReason, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { readTraining } from '../day/shown.ts';
import { askCloud, recordGranted } from './ask-cloud.ts';
import { knownHoldings } from './known-wallet.ts';
import { findPass, findPassByNumber } from './known-pass.ts';
import { readDesk, uidThere } from './open-desk.ts';

type ReplaceCommand = Extract<AskedCommand, { kind: 'replace-card' }>;

/**
 * Puts a new Pass in place of a lost one (RULES C6, C7): the one that lies open on the counter. A
 * manager's right, as money moves on a printed number alone.
 */
export function replacePass(
  deps: TillDeps,
  acting: Acting,
  wanted: IntentionOf<'replace-pass'>,
): Promise<CommandResult> | CommandResult {
  const { context } = deps;
  // Whoever waits for a manager sees no sheet any more: the refusal comes as a result.
  const no = (reason: Refusal): CommandResult =>
    acting.approvedBy === null ? err(reason) : refuse(context, reason, null);
  const toUid = newPass(context, acting, wanted.fromNumber);
  if (!toUid.ok) return no(toUid.error);
  const isTraining = readTraining(context);
  if (!isTraining && context.connection.state().kind === 'offline') return no('needs-network');
  if (managerOf(acting) === null) return deps.askApproval(wanted, 'replace-pass', null);
  const request = {
    fromNumber: wanted.fromNumber.toUpperCase(),
    toUid: toUid.value,
    staff: acting.staff,
    approvedBy: approvedByOf(acting),
  };
  if (isTraining) return replaceInTraining(context, request, no);
  const trouble = refusingReason(context);
  if (trouble !== null) return no(trouble === 'revoked' ? 'station-revoked' : trouble);

  return deps.whilePaying(async () => {
    const { commands } = context.synchroniser;
    const command = askedBefore(context, request) ?? newCommand(context, request);
    const granted = await commands.alone(command.id, () => askCloud(context, command));
    if (granted === null) return no('busy');
    if (!granted.ok) return no(granted.error);
    const recorded = recordGranted(context, granted.value);
    return recorded.ok ? DONE : no(recorded.error);
  });
}

/** The Pass on the counter. It was there when a manager was asked; theirs may lie there since. */
function newPass(
  context: StationContext,
  acting: Acting,
  fromNumber: string,
): Result<CardUid, Refusal> {
  const desk = readDesk(context);
  if (desk === null) return err('card-not-on-reader');
  if (acting.approvedBy === null && uidThere(context, desk.cardId) === null) {
    return err('card-not-on-reader');
  }
  return findPassByNumber(context, fromNumber)?.id === desk.cardId
    ? err('card-same')
    : ok(desk.uid);
}

const askedBefore = (
  context: StationContext,
  wanted: ReplaceCommand['request'],
): ReplaceCommand | undefined =>
  context.synchroniser.commands
    .all()
    .flatMap((one) => (one.kind === 'replace-card' ? [one] : []))
    .find(
      ({ request }) => request.fromNumber === wanted.fromNumber && request.toUid === wanted.toUid,
    );

function newCommand(context: StationContext, request: ReplaceCommand['request']): ReplaceCommand {
  const id = toId<'Replacement'>(context.makeId());
  const command: ReplaceCommand = { kind: 'replace-card', id, request };
  context.synchroniser.commands.remember(command, context.clock());
  return command;
}

function replaceInTraining(
  context: StationContext,
  { fromNumber, toUid, staff, approvedBy }: ReplaceCommand['request'],
  no: (reason: Refusal) => CommandResult,
): CommandResult {
  const from = findPassByNumber(context, fromNumber);
  const to = findPass(context, toUid);
  if (from === undefined || to === undefined) return no('card-unknown');
  const body = {
    replacementId: toId<'Replacement'>(context.makeId()),
    fromCardId: from.id,
    fromNumber: from.number,
    toCardId: to.id,
    toNumber: to.number,
    staff,
    approvedBy,
  };
  const recorded = recordOperation(context, [{ kind: 'card.replaced@1', body }]);
  if (!recorded.ok) return no(recorded.error);
  const held = knownHoldings(context, from).holdings.filter(
    ({ asset }) => asset.kind !== 'time' && asset.kind !== 'points',
  );
  const movedCents = cents(held.reduce((sum, { amount }) => sum + amount, 0));
  showResult(
    context,
    { kind: 'card-replaced', fromNumber: from.number, toNumber: to.number, movedCents },
    null,
  );
  return DONE;
}
