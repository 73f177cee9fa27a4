import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { makeUuid } from '../../src/shared/ids.ts';

const run = promisify(execFile);

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const START_SECONDS_MAX = 60;

export type PostgresServer = {
  readonly url: string;
  readonly stop: () => Promise<void>;
};

export type PostgresDatabase = {
  readonly url: string;
  readonly drop: () => Promise<void>;
};

/**
 * Starts a PostgreSQL server of its own in a new temporary folder, on a free port.
 * fsync stays on, so that what the tests measure and lose is what a real server does.
 * Gives null where PostgreSQL is not installed.
 */
export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = await findBinaries();
  if (bin === null) return null;

  const folder = await mkdtemp(join(tmpdir(), 'station-postgres-'));
  const asOwner = await ownerOf(folder);
  const data = join(folder, 'data');
  const ownership = ['--username', 'postgres', '--auth', 'trust'];
  const encoding = ['--encoding', 'UTF8', '--locale', 'C.UTF-8'];
  await asOwner(join(bin, 'initdb'), ['--pgdata', data, ...ownership, ...encoding]);

  const port = await findFreePort();
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200`;
  const patience = ['--wait', '--timeout', String(START_SECONDS_MAX)];
  const log = ['--log', join(folder, 'server.log')];
  await asOwner(join(bin, 'pg_ctl'), [
    'start',
    ...patience,
    ...log,
    '--pgdata',
    data,
    '--options',
    settings,
  ]);

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await asOwner(join(bin, 'pg_ctl'), ['stop', '--mode', 'immediate', '--pgdata', data]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database of its own for one test file. `drop` also ends open connections. */
export async function createPostgresDatabase(serverUrl: string): Promise<PostgresDatabase> {
  const name = `test_${makeUuid().replaceAll('-', '')}`;
  await execute(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Debian keeps each version's programs apart and out of PATH; the newest one is taken. */
async function findBinaries(): Promise<string | null> {
  const versions = await readdir(DEBIAN_VERSIONS).catch(() => []);
  const newest = versions.toSorted((left, right) => Number(right) - Number(left))[0];
  return newest === undefined ? null : join(DEBIAN_VERSIONS, newest, 'bin');
}

type RunAsOwner = (program: string, args: readonly string[]) => Promise<void>;

/** PostgreSQL refuses to run as root: then the folder is given to its own user. */
async function ownerOf(folder: string): Promise<RunAsOwner> {
  if (process.getuid?.() !== 0) {
    return async (program, args) => void (await run(program, [...args]));
  }
  const { stdout } = await run('id', ['-u', 'postgres']);
  const userId = Number(stdout.trim());
  await chown(folder, userId, -1);
  return async (program, args) =>
    void (await run('runuser', ['-u', 'postgres', '--', program, ...args], { cwd: folder }));
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
