import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { readCloudConfig } from '../../../src/cloud/config.ts';
import { startCloud } from '../../../src/cloud/start.ts';
import type { RunningCloud } from '../../../src/cloud/start.ts';
import { cloudConfigSchema } from '../../../src/contract/config/cloud.ts';
import { apiErrorSchema } from '../../../src/contract/sync/errors.ts';
import { unwrap } from '../../../src/shared/result.ts';

let folder: string;
const running: RunningCloud[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloud-start-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((cloud) => cloud.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const configOf = (changes: object = {}) =>
  cloudConfigSchema.parse({ dataDir: folder, port: 0, logLevel: 'silent', ...changes });

async function start(changes: object = {}): Promise<RunningCloud> {
  const cloud = unwrap(await startCloud(configOf(changes)));
  running.push(cloud);
  return cloud;
}

describe('starting the cloud', () => {
  it('answers with the demo data, and keeps its key to itself', async () => {
    const cloud = await start({ demo: true });
    expect(await (await fetch(`${cloud.url}/healthz`)).text()).toBe('ok');
    expect(statSync(join(folder, 'cloud.key')).mode & 0o777).toBe(0o600);
  });

  it('starts again on the same data, and the demo is made once', async () => {
    const first = await start({ demo: true });
    await first.stop();
    const second = await start({ demo: true });
    const cards = await second.deps.db.query.selectFrom('card').select('id').execute();
    expect(cards.length).toBeGreaterThan(12);
    expect(second.deps.cloudKey.publicKeyHex).toBe(first.deps.cloudKey.publicKeyHex);
  });

  it('says which port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const started = await startCloud(configOf({ port }));
    other.close();
    expect(started).toEqual({
      ok: false,
      error: { sentence: expect.stringContaining(`Port ${port}`), mayPass: true },
    });
  });

  it('refuses a database from a newer version, and changes nothing in it', async () => {
    await (await start()).stop();
    const database = new Database(join(folder, 'cloud.sqlite'));
    database
      .prepare("insert into migration (name, content_hash, applied_at) values ('999-x', '', '')")
      .run();
    database.close();
    const before = readFileSync(join(folder, 'cloud.sqlite'));
    const started = await startCloud(configOf());
    expect(started).toMatchObject({ ok: false, error: { mayPass: false } });
    expect(JSON.stringify(started)).toContain('999-x');
    expect(readFileSync(join(folder, 'cloud.sqlite')).equals(before)).toBe(true);
  });

  it('refuses another key than the one its stations trust', async () => {
    await (await start()).stop();
    writeFileSync(join(folder, 'cloud.key'), `${'ab'.repeat(32)}\n`);
    const started = await startCloud(configOf());
    expect(JSON.stringify(started)).toContain('another cloud key');
  });

  it('says so when PostgreSQL does not answer', async () => {
    const started = await startCloud(configOf({ databaseUrl: 'postgres://a@127.0.0.1:9/b' }));
    expect(started).toMatchObject({ ok: false, error: { mayPass: true } });
  });
});

describe('what the cloud answers to anybody', () => {
  it('refuses a body of 50 MB before reading it', async () => {
    const cloud = await start();
    const text = await sendHead(cloud.port, [
      'POST /api/pair HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/json',
      `Content-Length: ${50 * 1024 * 1024}`,
    ]);
    expect(text).toMatch(/^HTTP\/1\.1 413/);
    expect(text).toContain('body-too-large');
  });

  it('refuses a body that grows past the limit without saying so', async () => {
    const cloud = await start();
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64_000)),
    });
    const response = await fetch(`${cloud.url}/api/pair`, {
      method: 'POST',
      body: endless,
      duplex: 'half',
    });
    expect(response.status).toBe(413);
  });

  it('sends security headers and a request id, and says what is not there', async () => {
    const cloud = await start();
    const response = await fetch(`${cloud.url}/api/nothing`);
    expect(apiErrorSchema.parse(await response.json()).error.code).toBe('not-found');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells nothing of what went wrong inside', async () => {
    const cloud = await start();
    await cloud.deps.db.close();
    const response = await fetch(`${cloud.url}/healthz`);
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(await response.text()).not.toMatch(/sqlite|database|at .*\.ts/i);
  });

  it('tells the time', async () => {
    const cloud = await start();
    const { serverTime } = (await (await fetch(`${cloud.url}/api/time`)).json()) as {
      serverTime: string;
    };
    expect(Math.abs(Date.parse(serverTime) - Date.now())).toBeLessThan(5_000);
  });
});

describe('settings of the cloud', () => {
  const faultsOf = (environment: Record<string, string>, given: object = {}): string => {
    const read = readCloudConfig(environment, given as Record<string, unknown>);
    return read.ok ? '' : read.error.join('\n');
  };

  it('names a variable that is a typo, and the one that was meant', () => {
    expect(faultsOf({ TIBILLET_CLOUD_PROT: '80' })).toBe(
      'Unknown environment variable TIBILLET_CLOUD_PROT (did you mean TIBILLET_CLOUD_PORT?).',
    );
  });

  it('names a value that cannot be used', () => {
    expect(faultsOf({ TIBILLET_CLOUD_PORT: 'eighty' })).toContain('port (TIBILLET_CLOUD_PORT)');
    expect(faultsOf({ DATABASE_URL: 'mysql://x' })).toContain('databaseUrl (DATABASE_URL)');
  });

  it('names a typo in the settings file, and a file that is not JSON', () => {
    const path = join(folder, 'cloud.json');
    writeFileSync(path, '{"prot": 80}');
    expect(faultsOf({ TIBILLET_CLOUD_CONFIG: path })).toBe(
      'Unknown setting "prot" (did you mean port?).',
    );
    writeFileSync(path, '{"port": 80');
    expect(faultsOf({ TIBILLET_CLOUD_CONFIG: path })).toContain('is not JSON');
    expect(faultsOf({ TIBILLET_CLOUD_CONFIG: join(folder, 'none.json') })).toContain(
      'cannot be read',
    );
  });

  it('takes the command line before the environment before the file', () => {
    const path = join(folder, 'cloud.json');
    writeFileSync(path, '{"port": 1, "host": "a", "dataDir": "b"}');
    const environment = {
      TIBILLET_CLOUD_CONFIG: path,
      TIBILLET_CLOUD_PORT: '2',
      TIBILLET_CLOUD_HOST: 'c',
    };
    expect(unwrap(readCloudConfig(environment, { port: 3 }))).toMatchObject({
      port: 3,
      host: 'c',
      dataDir: 'b',
    });
  });
});

/** Sends the head of a request and no body; gives what comes back before the body is sent. */
const sendHead = (port: number, lines: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let text = '';
    socket.setTimeout(5_000, () => {
      socket.destroy();
      resolve(text);
    });
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
