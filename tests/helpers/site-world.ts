import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { people } from '../../src/cloud/auth/people-port.ts';
import { migrate } from '../../src/cloud/db/migrate.ts';
import { openDatabase } from '../../src/cloud/db/open-database.ts';
import type { Db } from '../../src/cloud/db/open-database.ts';
import { seedDemo } from '../../src/cloud/demo/seed.ts';
import { createApp } from '../../src/cloud/http/app.ts';
import type { CloudDeps } from '../../src/cloud/http/deps.ts';
import { OFFICE_ROUTES } from '../../src/cloud/office/routes.ts';
import { createDemoBank } from '../../src/cloud/payments/demo-bank.ts';
import { SITE_ROUTES } from '../../src/cloud/site/routes.ts';
import { createFeedWatcher } from '../../src/cloud/sync/feed-watcher.ts';
import { cloudConfigSchema } from '../../src/contract/config/cloud.ts';
import type { CloudConfig } from '../../src/contract/config/cloud.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { makeSeed, signingKeyFromSeed } from '../../src/shared/node/crypto.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs, toInstant } from '../../src/shared/time.ts';
import type { Clock, Instant } from '../../src/shared/time.ts';

export const WORLD_NOW = toInstant('2026-11-22T17:10:00.000Z');
export const PUBLIC_URL = 'http://lespass.test';

/** The site on a database of its own with the demo data, at a time that the test moves. */
export type SiteWorld = {
  readonly db: Db;
  readonly deps: CloudDeps;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  readonly passTime: (ms: number) => void;
  readonly close: () => Promise<void>;
};

export type WorldOptions = {
  readonly demo?: boolean;
  /** A migrated database of the test's own, with its clock; else a SQLite file that is thrown away. */
  readonly db?: Db;
  readonly config?: Partial<CloudConfig>;
  readonly clock?: Clock;
  readonly publicUrl?: string;
};

export async function openSiteWorld(options: WorldOptions = {}): Promise<SiteWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'site-world-'));
  let now: Instant = WORLD_NOW;
  const clock = options.clock ?? options.db?.clock ?? (() => now);
  const db =
    options.db ?? openDatabase({ kind: 'sqlite', path: join(folder, 'cloud.sqlite'), clock });
  if (options.db === undefined) unwrap(await migrate(db));
  await seedDemo(db);
  const config: CloudConfig = {
    ...cloudConfigSchema.parse({ dataDir: folder, demo: options.demo ?? true }),
    publicUrl: options.publicUrl ?? PUBLIC_URL,
    ...options.config,
  };
  const feedWatcher = createFeedWatcher(db);
  const cloudKey = signingKeyFromSeed(makeSeed());
  const deps: CloudDeps = {
    db,
    clock,
    makeId: makeUuid,
    cloudKey,
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    config,
    mail: { send: () => Promise.reject(new Error('no mail server in this test')) },
    people,
    bank: createDemoBank({ db, cloudKey, publicUrl: config.publicUrl }),
    feedWatcher,
  };
  const app = createApp(deps, [...SITE_ROUTES, ...OFFICE_ROUTES]);
  return {
    db,
    deps,
    request: async (path, init) => app.request(new URL(path, config.publicUrl).href, init),
    passTime: (ms) => {
      now = addMs(now, ms);
    },
    close: async () => {
      feedWatcher.close();
      if (options.db === undefined) await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
