import type { ApiErrorCode } from '../../contract/sync/errors.ts';
import type { GoodsHoldRequest } from '../../contract/sync/questions.ts';
import { goodsHoldRequestSchema } from '../../contract/sync/questions.ts';
import { LIMITS } from '../../contract/sync/protocol.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { holdGoods } from '../goods/goods-holds.ts';
import type { GoodsHoldRefusal } from '../goods/goods-holds.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';

/** POST /api/goods-holds: keeps stock, places or a room for one sale. Sending again is safe. */
export const holdGoodsRoute = {
  method: 'POST',
  path: '/api/goods-holds',
  who: 'station',
  bodyBytesMax: 20_000,
  handle: async (call) => {
    const { deps, station } = call;
    const request = parseJson(goodsHoldRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const now = deps.clock();
    const fault = findFault(request.value, now);
    if (fault !== null) return refuse(call, apiError('body-not-valid', fault));
    const answer = await writeTransaction(deps.db, (tx) =>
      holdGoods(tx, station, request.value, now),
    );
    if (answer.ok) return answerJson(call, answer.value);
    const [code, message] = REFUSALS[answer.error];
    return refuse(call, apiError(code, message));
  },
} satisfies Route;

function findFault({ items, endsAt }: GoodsHoldRequest, now: Instant): string | null {
  // The two clocks may differ by what a signed request may.
  const latest = addMs(now, LIMITS.reserveMsMax + LIMITS.requestAgeMsMax);
  if (endsAt > latest) return 'Field "endsAt" is more than 24 hours away.';
  const backwards = items.findIndex((item) => item.kind === 'room' && item.startsAt >= item.endsAt);
  return backwards === -1 ? null : `Item ${backwards} ends before it starts.`;
}

const REFUSALS: Readonly<Record<GoodsHoldRefusal, readonly [ApiErrorCode, string]>> = {
  'content-differs': ['content-differs', 'This id was used to hold other goods.'],
  'goods-unknown': ['not-found', 'An event, a price or a room is not of this collective.'],
  released: ['reserve-released', 'This hold was released, or it ended.'],
};
