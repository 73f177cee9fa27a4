import type { ApiError } from '../../contract/sync/errors.ts';
import { cardReplaceRequestSchema } from '../../contract/sync/questions.ts';
import type { CardReplaceAnswer } from '../../contract/sync/questions.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { replaceCard } from '../ledger/replace-card.ts';
import type { ReplaceRefusal } from '../ledger/replace-card.ts';
import { cardError } from './card-question.ts';

/** POST /api/cards/replace: a new Pass in the place of another, once (RULES C6, C7). Sending again is safe. */
export const replaceCardRoute = {
  method: 'POST',
  path: '/api/cards/replace',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(cardReplaceRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const now = deps.clock();
    const replaced = await writeTransaction(deps.db, (tx) =>
      replaceCard(tx, {
        ...request.value,
        stationId: station.id,
        collectiveId: station.collectiveId,
        at: now,
      }),
    );
    if (!replaced.ok) return refuse(call, errorOf(replaced.error));
    const { stationId: _, ...answer } = replaced.value;
    return answerJson(call, answer satisfies CardReplaceAnswer);
  },
} satisfies Route;

function errorOf({ code }: ReplaceRefusal): ApiError {
  if (code === 'content-differs') {
    return apiError(code, 'This id was used to replace another card.');
  }
  return code === 'same-card'
    ? apiError('body-not-valid', 'A card does not take its own place.')
    : cardError(code);
}
