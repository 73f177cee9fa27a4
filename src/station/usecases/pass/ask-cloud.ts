import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ApiErrorCode } from '../../../contract/sync/errors.ts';
import type { CardEmptyAnswer, CardReplaceAnswer } from '../../../contract/sync/questions.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import { toId } from '../../../shared/ids.ts';
import type { RefundId } from '../../../shared/ids.ts';
import { assertNever } from '../../../shared/assert.ts';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import { findCommandEntry } from '../../projections/credits.ts';
import type { AskedCommand } from '../../sync/asked-commands.ts';
import type { CloudResult } from '../../sync/cloud-client.ts';
import { showResult } from '../context.ts';
import type { StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { readTraining } from '../day/shown.ts';
import { tillDay } from '../day/till-day.ts';
import { cardRefusal } from './card-refusal.ts';
import { assetNameOf } from './known-wallet.ts';

/** An answer that was lost on its way is asked for once more, when it was lost early. */
const ASK_AGAIN_MS_MAX = 3_000;

/** What the cloud did; it is not in the journal yet. */
export type Granted =
  | {
      readonly kind: 'emptied';
      readonly command: Extract<AskedCommand, { kind: 'empty-card' }>;
      readonly answer: CardEmptyAnswer;
    }
  | {
      readonly kind: 'replaced';
      readonly command: Extract<AskedCommand, { kind: 'replace-card' }>;
      readonly answer: CardReplaceAnswer;
    };

/**
 * Asks the cloud for a command that is remembered. A clear no forgets it; without a clear answer it
 * stays remembered, because the cloud may have done it.
 */
export async function askCloud(
  context: StationContext,
  command: AskedCommand,
): Promise<Result<Granted, Refusal>> {
  const startedAtMs = performance.now();
  const first = await send(context, command);
  const isLost = !first.ok && first.error.kind === 'unreachable';
  const isEarly = performance.now() - startedAtMs < ASK_AGAIN_MS_MAX;
  const answer = isLost && isEarly ? await send(context, command) : first;
  if (answer.ok) return answer;
  if (answer.error.kind === 'unreachable') return err('needs-network');
  const { code } = answer.error.error;
  if (isClearNo(code)) context.synchroniser.commands.forget(command.id);
  return err(cardRefusal(code));
}

async function send(context: StationContext, command: AskedCommand): Promise<CloudResult<Granted>> {
  const { client, connection } = context;
  switch (command.kind) {
    case 'empty-card': {
      const { cardId, isHandedBack } = command.request;
      const request = { id: command.id, cardId, isHandedBack };
      const answer = connection.watch(await client.emptyCard(request));
      return answer.ok ? ok({ kind: 'emptied', command, answer: answer.value }) : answer;
    }
    case 'replace-card': {
      const { fromNumber, toUid } = command.request;
      const request = { id: command.id, fromNumber, toUid };
      const answer = connection.watch(await client.replaceCard(request));
      return answer.ok ? ok({ kind: 'replaced', command, answer: answer.value }) : answer;
    }
    default:
      return assertNever(command);
  }
}

/** The cloud looked at the cards and did nothing; anything else may be answered otherwise later. */
const isClearNo = (code: ApiErrorCode): boolean =>
  code === 'content-differs' ||
  code === 'not-found' ||
  (code !== 'clock-wrong' && cardRefusal(code) !== 'cloud-refused');

/**
 * Writes what the cloud did and shows it. Recorded already, it is only shown: the station stopped
 * between the two, and nobody was told.
 */
export function recordGranted(context: StationContext, granted: Granted): Result<null, Refusal> {
  const { id } = granted.command;
  if (findCommandEntry(context.journal.database, id) === undefined) {
    // It was real: it waits until training is over.
    if (readTraining(context)) return err('busy');
    const recorded = recordOperation(context, [draftOf(context, granted)]);
    // Remembered still: it is recorded at the next start.
    if (!recorded.ok) return recorded;
  }
  context.synchroniser.commands.forget(id);
  if (granted.kind === 'emptied') showEmptied(context, granted.command.id, granted.answer);
  else {
    const { fromNumber, toNumber, movedCents } = granted.answer;
    showResult(context, { kind: 'card-replaced', fromNumber, toNumber, movedCents }, null);
  }
  return ok(null);
}

function draftOf(context: StationContext, granted: Granted): TypedDraft {
  if (granted.kind === 'emptied') {
    const { id, request } = granted.command;
    return emptiedDraft(context, id, request, granted.answer);
  }
  const { id: replacementId, request } = granted.command;
  const { fromCardId, fromNumber, toCardId, toNumber } = granted.answer;
  const { staff, approvedBy } = request;
  return {
    kind: 'card.replaced@1',
    body: { replacementId, fromCardId, fromNumber, toCardId, toNumber, staff, approvedBy },
  };
}

export function emptiedDraft(
  context: StationContext,
  refundId: RefundId,
  request: Extract<AskedCommand, { kind: 'empty-card' }>['request'],
  { cardNumber, cashCents, paidOut, cancelled }: CardEmptyAnswer,
): TypedDraft {
  const { staff, cardId, isHandedBack: isCardHandedBack } = request;
  const body = {
    refundId,
    day: tillDay(context),
    staff,
    cardId,
    cardNumber,
    paidOut,
    cancelled,
    cashCents,
    isCardHandedBack,
  };
  return { kind: 'pass.emptied@1', body };
}

/** What the person gets now, and the drawer it lies in. */
export function showEmptied(
  context: StationContext,
  refundId: RefundId,
  { cardNumber, cashCents, cancelled }: CardEmptyAnswer,
): void {
  showResult(
    context,
    {
      kind: 'pass-emptied',
      operationId: toId<'Operation'>(refundId),
      cardNumber,
      cashCents,
      cancelled: cancelled.map(({ assetId, kind, cents }) => ({
        assetName: assetNameOf(context, assetId),
        kind,
        cents,
      })),
    },
    null,
  );
  if (cashCents > 0 && !readTraining(context)) context.printers.openDrawer();
}
