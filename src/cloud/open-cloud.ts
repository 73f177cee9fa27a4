import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudConfigInput } from '../contract/config/cloud.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import type { SigningKey } from '../shared/node/crypto.ts';
import { systemClock } from '../shared/time.ts';
import type { Clock } from '../shared/time.ts';
import { claimDatabase, readOrMakeCloudKey } from './cloud-key.ts';
import type { CloudKeyFailure } from './cloud-key.ts';
import { migrate } from './db/migrate.ts';
import type { MigrationRefusal } from './db/migrate.ts';
import { openDatabase } from './db/open-database.ts';
import type { Db } from './db/open-database.ts';
import { isDatabaseBusy } from './http/database-failures.ts';

/** Why a cloud cannot start. `mayPass`: starting again later may help. */
export type CloudStartFailure = { readonly sentence: string; readonly mayPass: boolean };

export type OpenedCloud = { readonly db: Db; readonly cloudKey: SigningKey };

type Places = Pick<CloudConfigInput, 'dataDir' | 'databaseUrl' | 'keyFile'>;

/** Opens the database, brings it to this version, and ties it to the cloud's key. */
export async function openCloud(
  config: Places,
  clock: Clock = systemClock,
): Promise<Result<OpenedCloud, CloudStartFailure>> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const key = readOrMakeCloudKey(keyFileOf(config));
  if (!key.ok) return err(waitsForSomebody(describeKey(key.error, config)));
  const db = openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'sqlite', path: join(config.dataDir, 'cloud.sqlite'), clock }
      : { kind: 'postgres', url: config.databaseUrl, clock },
  );
  const ready = await prepare(db, key.value, config);
  if (ready.ok) return ok({ db, cloudKey: key.value });
  await db.close();
  return ready;
}

async function prepare(
  db: Db,
  cloudKey: SigningKey,
  config: Places,
): Promise<Result<void, CloudStartFailure>> {
  try {
    const migrated = await migrate(db);
    if (!migrated.ok) return err(waitsForSomebody(describeMigration(migrated.error)));
    const claimed = await claimDatabase(db, cloudKey);
    return claimed.ok ? ok(undefined) : err(waitsForSomebody(describeKey(claimed.error, config)));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const sentence = `The database cannot be used: ${detail}`;
    return err({ sentence, mayPass: isDatabaseBusy(error) });
  }
}

const keyFileOf = (config: Places): string => config.keyFile ?? join(config.dataDir, 'cloud.key');

const waitsForSomebody = (sentence: string): CloudStartFailure => ({ sentence, mayPass: false });

const describeKey = (failure: CloudKeyFailure, config: Places): string =>
  failure.code === 'key-not-valid'
    ? `The key file ${keyFileOf(config)} is not 64 hexadecimal digits.`
    : `This database belongs to another cloud key. Copy the right one to ${keyFileOf(config)}.`;

function describeMigration(refusal: MigrationRefusal): string {
  return refusal.code === 'database-newer'
    ? `The database is from a newer version (${refusal.names.join(', ')}). Update this program.`
    : `Migration ${refusal.name} was changed after it was applied. This is not our database.`;
}
