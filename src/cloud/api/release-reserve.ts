import { isUuid, toId } from '../../shared/ids.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, refuse } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { releaseReserve } from '../ledger/operations.ts';

/**
 * POST /api/reserves/:reserveId/release: the sale did not happen. An id that never arrived is
 * remembered as released, so that a late reserve holds nothing.
 */
export const releaseReserveRoute = {
  method: 'POST',
  path: '/api/reserves/:reserveId/release',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const { deps, station } = call;
    const text = call.c.req.param('reserveId') ?? '';
    if (!isUuid(text) || text !== text.toLowerCase()) {
      return refuse(call, apiError('body-not-valid', 'The id in the path is not one.'));
    }
    const released = await writeTransaction(deps.db, (tx) =>
      releaseReserve(tx, {
        reserveId: toId(text),
        stationId: station.id,
        at: deps.clock(),
      }),
    );
    return released.ok
      ? answerJson(call, { released: true })
      : refuse(call, apiError('not-found', 'This station has no such reserve.'));
  },
} satisfies Route;
