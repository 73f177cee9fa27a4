import type { ApiError, ApiErrorCode } from '../../contract/sync/errors.ts';
import { reserveRequestSchema } from '../../contract/sync/messages.ts';
import type { ReserveAnswer, ReserveRequest } from '../../contract/sync/messages.ts';
import { LIMITS } from '../../contract/sync/protocol.ts';
import type { ReserveRefusal } from '../../domain/wallet/decide-reserve.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import type { CardRef } from '../ledger/commands.ts';
import { reserve } from '../ledger/operations.ts';

/** POST /api/reserves: holds money of a card for one sale of this station. Sending again is safe. */
export const reserveMoneyRoute = {
  method: 'POST',
  path: '/api/reserves',
  who: 'station',
  bodyBytesMax: 10_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(reserveRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const { id, amountCents, wantedCents, endsAt } = request.value;
    const now = deps.clock();
    const card = cardRefOf(request.value);
    const fault =
      card === null ? 'Give "cardId" or "uid", not both.' : findFault(request.value, now);
    if (card === null || fault !== null) {
      return refuse(call, apiError('body-not-valid', fault ?? ''));
    }
    const reserved = await writeTransaction(deps.db, (tx) =>
      reserve(tx, {
        id,
        card,
        amountCents,
        wantedCents,
        endsAt,
        stationId: station.id,
        collectiveId: station.collectiveId,
        at: now,
      }),
    );
    if (!reserved.ok) return refuse(call, errorOf(reserved.error));
    const { reserveId, cardId, cardNumber, parts, totalCents, leftCents } = reserved.value;
    return answerJson(call, {
      id: reserveId,
      cardId,
      cardNumber,
      parts: [...parts],
      totalCents,
      leftCents,
    } satisfies ReserveAnswer);
  },
} satisfies Route;

function cardRefOf({ cardId, uid }: ReserveRequest): CardRef | null {
  if (cardId !== undefined) return uid === undefined ? { cardId } : null;
  return uid === undefined ? null : { cardUid: uid };
}

function findFault(
  { amountCents, wantedCents, endsAt }: ReserveRequest,
  now: Instant,
): string | null {
  if (wantedCents < amountCents) return 'Field "wantedCents" is less than "amountCents".';
  // The two clocks may differ by what a signed request may.
  const latest = addMs(now, LIMITS.reserveMsMax + LIMITS.requestAgeMsMax);
  return endsAt > latest ? 'Field "endsAt" is more than 24 hours away.' : null;
}

const MESSAGES: Readonly<Record<Exclude<ReserveRefusal['code'], 'short'>, string>> = {
  'card-unknown': 'No card has this id or UID.',
  'card-random': 'The UID changes at each tap: a phone, not a card.',
  'card-blank': 'This card has no wallet yet.',
  'card-lost': 'This card was declared lost.',
  'card-retired': 'This card is out of use.',
  'card-foreign': 'This card is of a collective outside the village.',
  'content-differs': 'This id was used for another reserve.',
  released: 'This reserve was released, or its sale is settled.',
};

function errorOf(refusal: ReserveRefusal): ApiError {
  if (refusal.code === 'short') {
    const { availableCents, missingCents } = refusal;
    const message = `The card is ${missingCents} short.`;
    return apiError('reserve-short', message, {
      availableCents: Math.max(0, availableCents),
      missingCents,
    });
  }
  const code: ApiErrorCode = refusal.code === 'released' ? 'reserve-released' : refusal.code;
  return apiError(code, MESSAGES[refusal.code]);
}
