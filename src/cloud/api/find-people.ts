import { peopleFindRequestSchema } from '../../contract/sync/questions.ts';
import type { PeopleFindAnswer } from '../../contract/sync/questions.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { findPeople } from './people-store.ts';
import { countTry } from './rate-limit.ts';

/** A cashier types a name a few times a minute; a list of members is not read out this way. */
const TRIES = { triesMax: 60, windowMs: 60_000 };
const TEXT_LENGTH_MIN = 2;

/** POST /api/people/find: people who take part in this collective; anybody else stays unknown (RULES C5). */
export const findPeopleRoute = {
  method: 'POST',
  path: '/api/people/find',
  who: 'station',
  bodyBytesMax: 2_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(peopleFindRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const { cardId, text } = request.value;
    if ((cardId === undefined) === (text === undefined)) {
      return refuse(call, apiError('body-not-valid', 'Give "cardId" or "text", not both.'));
    }
    const now = deps.clock();
    const mayTry = await writeTransaction(deps.db, (tx) =>
      countTry(tx, `people ${station.id}`, TRIES, now),
    );
    if (!mayTry) return refuse(call, apiError('too-many-tries', 'Wait a minute, then try again.'));
    const typed = text?.trim() ?? '';
    const isTooShort = cardId === undefined && typed.length < TEXT_LENGTH_MIN;
    const by = cardId === undefined ? { text: typed } : { cardId };
    const people = isTooShort ? [] : await findPeople(deps.db, station.collectiveId, by, now);
    return answerJson(call, { people: [...people] } satisfies PeopleFindAnswer);
  },
} satisfies Route;
