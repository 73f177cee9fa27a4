import { cardLookRequestSchema } from '../../contract/sync/questions.ts';
import { answerJson, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { findAskedCard } from './card-question.ts';
import { readCardLook } from './read-card-look.ts';

/** POST /api/cards/look: all that a till may know of a Pass (RULES T7). Reads only. */
export const lookAtCardRoute = {
  method: 'POST',
  path: '/api/cards/look',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(cardLookRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const card = await findAskedCard(deps.db, request.value);
    if (!card.ok) return refuse(call, card.error);
    const look = await readCardLook(deps.db, station.collectiveId, card.value, deps.clock());
    return answerJson(call, look);
  },
} satisfies Route;
