import { pairRequestSchema } from '../../contract/sync/messages.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerResult, apiError, parseProtocolJson, refuse } from '../http/answers.ts';
import { clientAddress } from '../http/client-address.ts';
import type { Route } from '../http/route.ts';
import { pairStation } from './pairing.ts';
import { countTry } from './rate-limit.ts';

const WINDOW_MS = 15 * 60_000;
/** A venue pairs a handful of stations from one address; 10^8 codes need far more tries. */
const TRIES_PER_ADDRESS = { triesMax: 20, windowMs: WINDOW_MS };
const TRIES_OF_ALL = { triesMax: 1_000, windowMs: WINDOW_MS };

/** POST /api/pair: the code stands in for the signature. */
export const pairStationRoute = {
  method: 'POST',
  path: '/api/pair',
  who: 'anyone',
  bodyBytesMax: 10_000,
  handle: async (call) => {
    const { deps } = call;
    const request = parseProtocolJson(
      pairRequestSchema,
      new Uint8Array(await call.c.req.arrayBuffer()),
    );
    if (!request.ok) return refuse(call, request.error);

    const now = deps.clock();
    // In a transaction of its own, so that a refused try is counted all the same.
    const mayTry = await writeTransaction(deps.db, async (tx) => {
      const ofAll = await countTry(tx, 'pair', TRIES_OF_ALL, now);
      const ofAddress = await countTry(tx, `pair ${clientAddress(call)}`, TRIES_PER_ADDRESS, now);
      return ofAll && ofAddress;
    });
    if (!mayTry)
      return refuse(call, apiError('too-many-tries', 'Wait 15 minutes, then try again.'));

    const paired = await writeTransaction(deps.db, (tx) =>
      pairStation(tx, request.value, { cloudKey: deps.cloudKey, now }),
    );
    if (paired.ok) call.log.info({ stationId: paired.value.stationId }, 'station paired');
    return answerResult(call, paired);
  },
} satisfies Route;
