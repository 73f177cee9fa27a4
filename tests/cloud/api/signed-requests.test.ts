import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeStation } from '../../../src/cloud/api/pairing.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { purgeNoncesJob } from '../../../src/cloud/jobs/purge-nonces.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { SIGNED_HEADERS } from '../../../src/contract/sync/signed-request.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CollectiveId } from '../../../src/shared/ids.ts';
import { addMs, systemClock } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import {
  addCollective,
  codeOf,
  errorOf,
  makeInstance,
  makeStation,
  makeWorld,
  pairStation,
  renewWorld,
  signedHeaders,
} from './world.ts';
import type { TestStation, World } from './world.ts';

describe.each(DATABASE_KINDS)('signed requests on %s', (kind) => {
  let base: World;
  let world: World;
  let collectiveId: CollectiveId;
  let station: TestStation;
  const releasePath = PATHS.releaseReserve(makeUuid());

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    collectiveId = await addCollective(world.db, 'le-bar');
    station = await pairStation(world, collectiveId);
  });
  afterAll(() => base.close());

  const release = (changes: object = {}) =>
    station.send(world.app, { path: releasePath, body: {}, ...changes });

  it('are taken when they are whole and new', async () => {
    expect((await release()).status).toBe(200);
    const page = await station.send(world.app, {
      method: 'GET',
      path: `${PATHS.feed}?cursor=since%3A1`,
    });
    expect(page.status).toBe(200);
  });

  it('are refused without their headers, or with headers that are not well formed', async () => {
    const bare = await world.app.request(releasePath, { method: 'POST', body: '{}' });
    expect(await codeOf(bare)).toBe('signature-missing');
    for (const headers of [
      { [SIGNED_HEADERS.nonce]: 'short' },
      { [SIGNED_HEADERS.at]: 'yesterday' },
      { [SIGNED_HEADERS.station]: 'me' },
      { [SIGNED_HEADERS.signature]: 'zz' },
    ]) {
      expect(await codeOf(await release({ headers }))).toBe('signature-missing');
    }
  });

  it.each([
    ['body', { bodySent: '{"more":1}' }],
    ['path', { pathSent: PATHS.releaseReserve(makeUuid()) }],
    ['query', { pathSent: `${releasePath}?a=1` }],
    ['time', { headers: { [SIGNED_HEADERS.at]: addMs(systemClock(), 1_000) } }],
    ['nonce', { headers: { [SIGNED_HEADERS.nonce]: '0'.repeat(32) } }],
    ['signature', { headers: { [SIGNED_HEADERS.signature]: '0'.repeat(128) } }],
  ])('are refused when the %s was changed on the way', async (_, changes) => {
    expect(await codeOf(await release(changes))).toBe('signature-wrong');
  });

  it('are refused when the method was changed on the way', async () => {
    const headers = signedHeaders(station, { method: 'POST', path: PATHS.feed, body: '' });
    const response = await world.app.request(PATHS.feed, { method: 'GET', headers });
    expect(await codeOf(response)).toBe('signature-wrong');
  });

  it('are refused with the signature of another station', async () => {
    const other = await pairStation(world, collectiveId);
    const headers = signedHeaders(
      { id: station.id, key: other.key },
      { method: 'POST', path: releasePath, body: '{}' },
    );
    const response = await world.app.request(releasePath, { method: 'POST', headers, body: '{}' });
    expect(await codeOf(response)).toBe('signature-wrong');
  });

  it('are refused when sent twice, and by another instance too', async () => {
    const headers = signedHeaders(station, { method: 'POST', path: releasePath, body: '{}' });
    const request = { method: 'POST', headers, body: '{}' };
    expect((await world.app.request(releasePath, request)).status).toBe(200);
    expect(await codeOf(await world.app.request(releasePath, request))).toBe('request-replayed');
    const instance = makeInstance(world.db, { cloudKey: world.deps.cloudKey });
    expect(await codeOf(await instance.app.request(releasePath, request))).toBe('request-replayed');
  });

  it('are taken once when sent many times at the same moment', async () => {
    const headers = signedHeaders(station, { method: 'POST', path: releasePath, body: '{}' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () =>
        world.app.request(releasePath, { method: 'POST', headers, body: '{}' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are refused when they are 5 minutes old, and stay refused once their nonce is forgotten', async () => {
    const at = systemClock();
    const headers = signedHeaders(station, { method: 'POST', path: releasePath, body: '{}', at });
    const request = { method: 'POST', headers, body: '{}' };
    expect((await world.app.request(releasePath, request)).status).toBe(200);
    world.moveClock(11 * 60_000);
    await purgeNoncesJob.run(world.deps);
    const kept = await world.db.query
      .selectFrom('station_nonce')
      .selectAll()
      .where('station_id', '=', station.id)
      .execute();
    expect(kept).toEqual([]);
    expect(await codeOf(await world.app.request(releasePath, request))).toBe('clock-wrong');
  });

  it('are refused a second time as long as their age would be accepted, whatever was forgotten', async () => {
    const headers = signedHeaders(station, { method: 'POST', path: releasePath, body: '{}' });
    const request = { method: 'POST', headers, body: '{}' };
    await world.app.request(releasePath, request);
    world.moveClock(4 * 60_000);
    await purgeNoncesJob.run(world.deps);
    expect(await codeOf(await world.app.request(releasePath, request))).toBe('request-replayed');
  });

  it('of a station whose clock is two days wrong get the right time', async () => {
    for (const offMs of [-2 * 86_400_000, 2 * 86_400_000]) {
      const error = await errorOf(await release({ at: addMs(systemClock(), offMs) }));
      expect(error.code).toBe('clock-wrong');
      expect(Math.abs(Date.parse(error.serverTime ?? '') - Date.now())).toBeLessThan(5_000);
    }
  });

  it('do not tell the time to somebody who has not the key', async () => {
    const stranger = makeStation(station.id);
    const error = await errorOf(
      await stranger.send(world.app, {
        path: releasePath,
        body: {},
        at: addMs(systemClock(), -86_400_000),
      }),
    );
    expect(error).not.toHaveProperty('serverTime');
  });

  it('are refused from a station that is not known, or was taken out', async () => {
    const unknown = await makeStation().send(world.app, { path: releasePath, body: {} });
    expect(await codeOf(unknown)).toBe('station-unknown');
    await writeTransaction(world.db, (tx) =>
      revokeStation(tx, { stationId: station.id, collectiveId }, world.now()),
    );
    expect(await codeOf(await release())).toBe('station-revoked');
  });
});
