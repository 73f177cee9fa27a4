import { isUuid } from '../../shared/ids.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { releaseGoods } from '../goods/goods-holds.ts';
import { answerJson, apiError, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';

/**
 * POST /api/goods-holds/:holdId/release: the sale did not happen. An id that never arrived is
 * remembered as released, so that a late hold keeps nothing.
 */
export const releaseGoodsRoute = {
  method: 'POST',
  path: '/api/goods-holds/:holdId/release',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const { deps, station } = call;
    const holdId = call.c.req.param('holdId') ?? '';
    if (!isUuid(holdId) || holdId !== holdId.toLowerCase()) {
      return refuse(call, apiError('body-not-valid', 'The id in the path is not one.'));
    }
    const released = await writeTransaction(deps.db, (tx) =>
      releaseGoods(tx, station, holdId, deps.clock()),
    );
    return released.ok
      ? answerJson(call, { released: true })
      : refuse(call, apiError('not-found', 'This station has no such hold.'));
  },
} satisfies Route;
