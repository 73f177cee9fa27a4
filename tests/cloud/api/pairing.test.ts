import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPairingCode, revokeStation } from '../../../src/cloud/api/pairing.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { pairAnswerSchema } from '../../../src/contract/sync/messages.ts';
import { PATHS, SYNC_PROTOCOL } from '../../../src/contract/sync/protocol.ts';
import type { CollectiveId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addCollective, codeOf, makeStation, makeWorld, renewWorld } from './world.ts';
import type { TestStation, World } from './world.ts';

describe.each(DATABASE_KINDS)('pairing a station on %s', (kind) => {
  let base: World;
  let world: World;
  let collectiveId: CollectiveId;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    collectiveId = await addCollective(world.db, 'le-bar');
  });
  afterAll(() => base.close());

  const makeCode = async (): Promise<string> => {
    const { code } = await writeTransaction(world.db, (tx) =>
      createPairingCode(
        tx,
        { collectiveId, stationName: 'Bar', byPersonId: null },
        { cloudKey: world.deps.cloudKey, now: world.now() },
      ),
    );
    return code;
  };
  const pair = async (code: string, station: TestStation, changes: object = {}) =>
    world.app.request(PATHS.pair, {
      method: 'POST',
      body: JSON.stringify({
        protocol: SYNC_PROTOCOL,
        code,
        stationId: station.id,
        publicKey: station.key.publicKeyHex,
        ...changes,
      }),
    });
  const countStations = async (): Promise<number> =>
    (
      await world.db.query
        .selectFrom('station')
        .select('id')
        .where('collective_id', '=', collectiveId)
        .execute()
    ).length;

  it('gives the station its name, its collective and the key of the cloud', async () => {
    const station = makeStation();
    const response = await pair(await makeCode(), station);
    expect(response.status).toBe(200);
    expect(pairAnswerSchema.parse(await response.json())).toMatchObject({
      stationId: station.id,
      stationName: 'Bar',
      collectiveId,
      collectiveName: 'le-bar',
      cloudPublicKey: world.deps.cloudKey.publicKeyHex,
    });
  });

  it('answers again when the station did not get the first answer', async () => {
    const station = makeStation();
    const code = await makeCode();
    await pair(code, station);
    world.moveClock(20 * 60_000);
    expect((await pair(code, station)).status).toBe(200);
    expect(await countStations()).toBe(1);
  });

  it('refuses a code that another station has used', async () => {
    const code = await makeCode();
    await pair(code, makeStation());
    expect(await codeOf(await pair(code, makeStation()))).toBe('code-wrong');
    expect(await countStations()).toBe(1);
  });

  it('refuses a code that two stations send at once, except for one', async () => {
    const code = await makeCode();
    const answers = await Promise.all(Array.from({ length: 6 }, () => pair(code, makeStation())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await countStations()).toBe(1);
  });

  it('refuses an unknown code and one older than 15 minutes', async () => {
    const code = await makeCode();
    const other = code === '00000000' ? '00000001' : '00000000';
    expect(await codeOf(await pair(other, makeStation()))).toBe('code-wrong');
    world.moveClock(15 * 60_000);
    expect(await codeOf(await pair(code, makeStation()))).toBe('code-wrong');
    expect(await countStations()).toBe(0);
  });

  it('refuses more than 20 tries from one address in 15 minutes, even with the right code', async () => {
    const code = await makeCode();
    for (let tries = 0; tries < 20; tries += 1) await pair('00000000', makeStation());
    expect(await codeOf(await pair(code, makeStation()))).toBe('too-many-tries');
    world.moveClock(15 * 60_000 + 1);
    expect((await pair(await makeCode(), makeStation())).status).toBe(200);
  });

  it('refuses a station id or a key that is paired already', async () => {
    const station = makeStation();
    await pair(await makeCode(), station);
    expect(await codeOf(await pair(await makeCode(), makeStation(station.id)))).toBe(
      'content-differs',
    );
    const sameKey = { publicKey: station.key.publicKeyHex };
    expect(await codeOf(await pair(await makeCode(), makeStation(), sameKey))).toBe(
      'content-differs',
    );
  });

  it('refuses another protocol, an unknown field, a short code and a key that is not one', async () => {
    const code = await makeCode();
    const changes = [{ more: 1 }, { code: '1234567' }, { publicKey: 'ab' }, { stationId: 'x' }];
    for (const change of changes) {
      expect(await codeOf(await pair(code, makeStation(), change))).toBe('body-not-valid');
    }
    expect(await codeOf(await pair(code, makeStation(), { protocol: 99, more: 1 }))).toBe(
      'protocol-unknown',
    );
    expect((await pair(code, makeStation())).status).toBe(200);
  });

  it('keeps no code that can be read back', async () => {
    const code = await makeCode();
    const rows = await world.db.query.selectFrom('pairing_code').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('lets a manager of the collective take a station out, and nobody else', async () => {
    const station = makeStation();
    await pair(await makeCode(), station);
    const otherId = await addCollective(world.db, 'autre');
    const revoke = (id: CollectiveId) =>
      writeTransaction(world.db, (tx) =>
        revokeStation(tx, { stationId: station.id, collectiveId: id }, world.now()),
      );
    expect(await revoke(otherId)).toEqual({ ok: false, error: 'station-unknown' });
    expect((await revoke(collectiveId)).ok).toBe(true);
  });
});
