import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { openSession } from '../../src/cloud/auth/session-store.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { assert } from '../../src/shared/assert.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { BenchRow } from './bench-row.ts';
import { makeWorld, startCloudProcess, withCloudDatabase } from './bench-world.ts';
import { withFolder } from './places.ts';
import { quantile, round } from './statistics.ts';

const PER_SECOND = 100;
/** Windows in turn, page after page, so that a noisy moment hurts all: 20 s of each in all. */
const WINDOW_SECONDS = 5;
const WINDOWS = 4;
const WARM_UP_SECONDS = 2;
const ANSWER_MS_MAX = 5_000;
const SOCKETS_MAX = 64;
const IDLE_MS_MAX = 3_000;
const FILTERED = '/?q=la&village=kerlune&places=1';
const EVENT = '/evenement/la-grande-oreille/fanfare-des-ecluses';
const HOLDER = 'awa.diallo@example.org';

type Target = {
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tookMs: number[];
};

/** Pages of the site at a steady 100 requests a second, each page a window in turn. */
export const benchSite = (): Promise<readonly BenchRow[]> =>
  withFolder('site', async (folder) => {
    const world = await makeWorld(folder, 0);
    const cloud = await startCloudProcess(world.dataDir);
    try {
      const cookie = await signInHolder(folder);
      const targets: readonly Target[] = [
        { name: 'time', path: '/api/time', headers: {}, tookMs: [] },
        { name: 'agenda page', path: '/', headers: {}, tookMs: [] },
        { name: 'agenda page, searched and filtered', path: FILTERED, headers: {}, tookMs: [] },
        { name: 'event page', path: EVENT, headers: {}, tookMs: [] },
        { name: 'account page', path: '/mon-compte', headers: { cookie }, tookMs: [] },
      ];
      for (const target of targets) await openLoop(cloud.url, target, WARM_UP_SECONDS);
      for (const target of targets) target.tookMs.length = 0;
      for (let window = 0; window < WINDOWS; window += 1) {
        for (const target of targets) await openLoop(cloud.url, target, WINDOW_SECONDS);
      }
      return rowsOf(targets);
    } finally {
      await cloud.stop();
    }
  });

function rowsOf([bare, ...pages]: readonly Target[]): readonly BenchRow[] {
  assert(bare !== undefined, 'the answer that is compared with comes first');
  const bareP99 = quantile(bare.tookMs, 0.99);
  return pages.map(({ name, tookMs }) => {
    const p99 = quantile(tookMs, 0.99);
    return {
      what: `${name} at ${PER_SECOND} requests/s, p99`,
      value: p99,
      unit: 'ms',
      target: { of: 'value', atMost: 50 },
      baseline: { what: 'an answer of one line (/api/time), p99', value: bareP99 },
      ratio: p99 / bareP99,
      note: `median ${round(quantile(tookMs, 0.5))} ms, p95 ${round(quantile(tookMs, 0.95))} ms of ${tookMs.length} requests`,
    };
  });
}

/** A session of a holder, as signing in leaves it; gives the cookie. */
const signInHolder = (dataDir: string): Promise<string> =>
  withCloudDatabase(dataDir, async ({ db }) => {
    const person = await db.query
      .selectFrom('person')
      .select('id')
      .where('email', '=', HOLDER)
      .executeTakeFirstOrThrow();
    const session = { id: makeUuid(), personId: toId<'Person'>(person.id), device: 'Bench' };
    const secret = await writeTransaction(db, (tx) => openSession(tx, session, db.clock()));
    return `session=${secret}`;
  });

/**
 * Sends at fixed times whether or not answers came, and counts from the time a request was due: a
 * server that stalls is not spared.
 */
async function openLoop(url: string, target: Target, seconds: number): Promise<void> {
  // Idle connections go before the server closes them.
  const agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS_MAX, timeout: IDLE_MS_MAX });
  const address = new URL(target.path, url);
  const startedMs = performance.now();
  const answers: Promise<Error | void>[] = [];
  for (let index = 0; index < seconds * PER_SECOND; index += 1) {
    const dueMs = startedMs + (index * 1_000) / PER_SECOND;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await wait(earlyMs);
    answers.push(
      get(address, agent, target.headers).then(
        () => void target.tookMs.push(performance.now() - dueMs),
        (error: unknown) => error as Error,
      ),
    );
  }
  const failures = (await Promise.all(answers)).filter((failure) => failure !== undefined);
  agent.destroy();
  if (failures.length > 0) throw new Error(`${failures.length} failed`, { cause: failures[0] });
}

function get(url: URL, agent: http.Agent, headers: Target['headers']): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (answer) => {
      if (answer.statusCode !== 200) {
        reject(new Error(`${url.pathname} answered ${answer.statusCode}`));
      }
      answer.resume();
      answer.on('end', resolve);
    });
    request.setTimeout(ANSWER_MS_MAX, () => {
      request.destroy(new Error(`${url.pathname} did not answer`));
    });
    request.on('error', reject);
  });
}
