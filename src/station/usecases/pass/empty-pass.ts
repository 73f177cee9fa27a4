import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { CardEmptyAnswer } from '../../../contract/sync/questions.ts';
import { toId } from '../../../shared/ids.ts';
import type { CardId } from '../../../shared/ids.ts';
import { addCents, cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { AskedCommand } from '../../sync/asked-commands.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refusingReason } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { readTraining } from '../day/shown.ts';
import { askCloud, emptiedDraft, recordGranted, showEmptied } from './ask-cloud.ts';
import { isOwnMoney } from './credit-limits.ts';
import { knownHoldings } from './known-wallet.ts';
import type { KnownHolding } from './known-wallet.ts';
import { findPassByNumber } from './known-pass.ts';
import { deskPass, uidThere } from './open-desk.ts';
import type { DeskPass } from './open-desk.ts';

/** How long the sales of this station may take to reach the cloud before a Pass is emptied. */
const SEND_MS_MAX = 5_000;

type EmptyCommand = Extract<AskedCommand, { kind: 'empty-card' }>;

/**
 * Pays out what is on a Pass (RULES T6). Only the cloud knows what was spent elsewhere, so it is
 * asked, after this station has sent its own sales; from its yes the money is off the Pass.
 */
export function emptyPass(
  { context, whilePaying }: TillDeps,
  acting: Acting,
  wanted: IntentionOf<'empty-pass'>,
): Promise<CommandResult> | CommandResult {
  const pass = passToEmpty(context, acting, wanted.cardId);
  if (!pass.ok) return pass;
  const { staff } = acting;
  const { cardId, isHandedBack } = wanted;
  const request = { cardId, isHandedBack, staff };
  if (readTraining(context)) return emptyInTraining(context, pass.value, request);
  if (context.connection.state().kind === 'offline') return err('needs-network');
  const trouble = refusingReason(context);
  // The cloud would take the money, and nothing could be written about it here.
  if (trouble !== null) return err(trouble === 'revoked' ? 'station-revoked' : trouble);

  return whilePaying(async () => {
    if (!(await context.synchroniser.sendAll(SEND_MS_MAX))) return err('needs-network');
    const { commands } = context.synchroniser;
    const command = askedBefore(context, cardId) ?? newCommand(context, request);
    const granted = await commands.alone(command.id, () => askCloud(context, command));
    if (granted === null) return err('busy');
    return granted.ok ? recordGranted(context, granted.value) : granted;
  });
}

function passToEmpty(
  context: StationContext,
  acting: Acting,
  cardId: CardId,
): Result<DeskPass, Refusal> {
  const pass = deskPass(context, cardId);
  if (pass === null) return err('card-unknown');
  if (!pass.isOfVillage) return err('card-foreign');
  if (pass.state === 'lost') return err('card-lost');
  if (pass.state === 'retired') return err('card-retired');
  const isOwn = context.knowledge.one('staff', acting.staff.id)?.cardId === cardId;
  if (isOwn) return err('card-own');
  return uidThere(context, cardId) === null ? err('card-not-on-reader') : ok(pass);
}

/** Nobody heard the answer last time: the same command again pays once. */
const askedBefore = (context: StationContext, cardId: CardId): EmptyCommand | undefined =>
  context.synchroniser.commands
    .all()
    .flatMap((one) => (one.kind === 'empty-card' ? [one] : []))
    .find(({ request }) => request.cardId === cardId);

function newCommand(context: StationContext, request: EmptyCommand['request']): EmptyCommand {
  const id = toId<'Refund'>(context.makeId());
  const command: EmptyCommand = { kind: 'empty-card', id, request };
  context.synchroniser.commands.remember(command, context.clock());
  return command;
}

/** What the cloud would do, reckoned here: nothing moves (RULES T13). */
function emptyInTraining(
  context: StationContext,
  pass: DeskPass,
  request: EmptyCommand['request'],
): CommandResult {
  const card = findPassByNumber(context, pass.cardNumber);
  const held = card === undefined ? [] : knownHoldings(context, card).holdings;
  const answer = refundHere(context, held, pass.cardNumber, request.isHandedBack);
  if (answer.paidOut.length === 0 && answer.cancelled.length === 0) {
    return err('nothing-to-pay-out');
  }
  const refundId = toId<'Refund'>(context.makeId());
  const recorded = recordOperation(context, [emptiedDraft(context, refundId, request, answer)]);
  if (!recorded.ok) return recorded;
  showEmptied(context, refundId, answer);
  return DONE;
}

function refundHere(
  context: StationContext,
  held: readonly KnownHolding[],
  cardNumber: string,
  isHandedBack: boolean,
): CardEmptyAnswer {
  const paysOutGlobal = context.knowledge.settings()?.paysOutGlobal ?? false;
  const parts = held
    .filter(({ amount }) => amount > 0)
    .map(({ asset, amount }) => ({ assetId: asset.id, kind: asset.kind, cents: cents(amount) }));
  const paidOut = parts.filter(({ assetId, kind }) =>
    kind === 'global' ? paysOutGlobal : isOwnMoney(context, assetId, 'local'),
  );
  const cancelled = parts.filter(
    ({ assetId, kind }) => isHandedBack && kind === 'gift' && isOwnMoney(context, assetId, 'gift'),
  );
  return {
    cardNumber,
    cashCents: addCents(...paidOut.map((part) => part.cents)),
    paidOut,
    cancelled,
  };
}
