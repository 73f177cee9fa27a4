import type { ApiError } from '../../contract/sync/errors.ts';
import { cardEmptyRequestSchema } from '../../contract/sync/questions.ts';
import type { CardEmptyAnswer } from '../../contract/sync/questions.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { emptyCard } from '../ledger/empty-card.ts';
import type { EmptyRefusal } from '../ledger/empty-card.ts';
import { cardError } from './card-question.ts';
import { readPaysOutGlobal } from './read-card-look.ts';

/**
 * POST /api/cards/empty: takes the money off a Pass, so that the drawer can pay it out (RULES T6).
 * Sending again is safe: it is paid out once.
 */
export const emptyCardRoute = {
  method: 'POST',
  path: '/api/cards/empty',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(cardEmptyRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const now = deps.clock();
    const emptied = await writeTransaction(deps.db, async (tx) =>
      emptyCard(tx, {
        ...request.value,
        stationId: station.id,
        collectiveId: station.collectiveId,
        includesGlobal: await readPaysOutGlobal(tx, station.collectiveId),
        at: now,
      }),
    );
    if (!emptied.ok) return refuse(call, errorOf(emptied.error));
    const { cardNumber, cashCents, paidOut, cancelled } = emptied.value;
    return answerJson(call, {
      ...{ cardNumber, cashCents, paidOut: [...paidOut], cancelled: [...cancelled] },
    } satisfies CardEmptyAnswer);
  },
} satisfies Route;

function errorOf({ code }: EmptyRefusal): ApiError {
  if (code === 'content-differs') {
    return apiError(code, 'This id was used to empty another card.');
  }
  return code === 'nothing-to-pay-out'
    ? apiError(code, 'Nothing on this card is paid out in cash here.')
    : cardError(code);
}
