import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toId } from '../../../src/shared/ids.ts';
import { toInstant } from '../../../src/shared/time.ts';
import { createDoorOpening } from '../../../src/station/door-opening/door-opening.ts';
import type {
  AcceptedTap,
  DoorOpening,
  DoorOpeningConfig,
} from '../../../src/station/door-opening/door-opening.ts';

/** A door with a real server behind its webhook, and real programs behind its command. */

const tap = (number: number): AcceptedTap => ({
  direction: number % 2 === 0 ? 'out' : 'in',
  spaceId: toId<'Space'>('019b76da-a814-7000-8000-000000000001'),
  at: toInstant(`2026-11-03T09:00:0${number}.000Z`),
});

type Line = { readonly msg: string; readonly kind?: string; readonly why?: string };

let folder = '';
let lines: Line[] = [];
let doors: DoorOpening[] = [];
let servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  [lines, doors, servers] = [[], [], []];
});
afterEach(async () => {
  await Promise.all(doors.map((door) => door.stop()));
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

function door(config: Omit<DoorOpeningConfig, 'doorMsMax'> & { readonly doorMsMax?: number }) {
  const logger = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line) as Line) });
  const made = createDoorOpening({ doorMsMax: 3_000, ...config }, logger);
  if (made === null) throw new Error('there is a door');
  doors.push(made);
  return made;
}

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => answer(request, response, body));
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/open`;
}

/** A program that notes what it was given, then does what the script says. */
function program(script: string): string {
  const path = join(folder, 'open-door');
  writeFileSync(path, `#!/bin/sh\necho "$TIBILLET_DIRECTION $*" >> '${folder}/calls'\n${script}\n`);
  chmodSync(path, 0o700);
  return path;
}
const calls = (): readonly string[] =>
  existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
    : [];
const outcomes = (): readonly (string | undefined)[] =>
  lines.map(({ kind, msg }) => kind ?? msg).filter((one) => one !== undefined);

describe('a door without settings', () => {
  it('is none', () => {
    expect(createDoorOpening({ doorMsMax: 3_000 }, pino())).toBeNull();
  });
});

describe('a webhook', () => {
  it('is told the tap and the secret, and nothing of who came', async () => {
    const seen: unknown[] = [];
    const doorWebhook = await serve((request, response, body) => {
      seen.push([request.method, request.headers['x-tibillet-secret'], JSON.parse(body)]);
      response.end('opened');
    });
    door({ doorWebhook, doorSecret: 'between us two' }).opened(tap(1));
    await expect.poll(outcomes).toEqual(['opened']);
    expect(seen).toEqual([['POST', 'between us two', tap(1)]]);
  });

  it('that says no, sends elsewhere, or is not there, is logged and nothing more', async () => {
    const elsewhere = await serve((_request, response) => response.end());
    const doorWebhook = await serve((_request, response) => {
      response.writeHead(302, { location: elsewhere }).end();
    });
    const refused = await serve((_request, response) => response.writeHead(403).end());
    door({ doorWebhook: refused, doorSecret: 'between us two' }).opened(tap(1));
    door({ doorWebhook, doorSecret: 'between us two' }).opened(tap(2));
    door({ doorWebhook: 'http://127.0.0.1:9/', doorSecret: 'between us two' }).opened(tap(3));
    await expect.poll(outcomes).toEqual(['failed', 'failed', 'failed']);
    expect(lines.map(({ why }) => why)).toContain('HTTP 403');
  });

  it('that never answers is given up in time, while the tap went on at once', async () => {
    const doorWebhook = await serve(() => undefined);
    const startedAtMs = performance.now();
    door({ doorWebhook, doorSecret: 'between us two', doorMsMax: 150 }).opened(tap(1));
    expect(performance.now() - startedAtMs).toBeLessThan(100);
    await expect.poll(outcomes).toEqual(['given-up']);
  });

  it('that is slow keeps one tap waiting, the newest; the one between is left out', async () => {
    const held: ServerResponse[] = [];
    const seen: string[] = [];
    const doorWebhook = await serve((_request, response, body) => {
      seen.push((JSON.parse(body) as AcceptedTap).at);
      held.push(response);
    });
    const slow = door({ doorWebhook, doorSecret: 'between us two' });
    for (const number of [1, 2, 3]) slow.opened(tap(number));
    await expect.poll(() => held.length).toBe(1);
    held[0]?.end();
    await expect.poll(() => held.length).toBe(2);
    held[1]?.end();
    await expect.poll(() => outcomes().filter((one) => one === 'opened').length).toBe(2);
    expect(seen).toEqual([tap(1).at, tap(3).at]);
    expect(outcomes()[0]).toBe('the door is busy: one opening is left out');
  });
});

describe('a command', () => {
  it('runs without a shell, with the arguments of the settings as they are', async () => {
    const doorArguments = ['17', '$(touch hacked); rm -r *'];
    door({ doorCommand: program('exit 0'), doorArguments }).opened(tap(2));
    await expect.poll(outcomes).toEqual(['opened']);
    expect(calls()).toEqual(['out 17 $(touch hacked); rm -r *']);
  });

  it('knows nothing of the station but the way', async () => {
    process.env['STATION_SECRET_OF_TEST'] = 'hidden';
    door({ doorCommand: program(`env > '${folder}/env'`) }).opened(tap(1));
    await expect.poll(outcomes).toEqual(['opened']);
    delete process.env['STATION_SECRET_OF_TEST'];
    expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('hidden');
  });

  it('that fails, is absent, or may not be run, is logged; the next tap tries again', async () => {
    const failing = door({ doorCommand: program('exit 3') });
    failing.opened(tap(1));
    await expect.poll(outcomes).toEqual(['failed']);
    failing.opened(tap(2));
    await expect.poll(outcomes).toEqual(['failed', 'failed']);
    expect(lines[0]?.why).toBe('exit 3');
    door({ doorCommand: join(folder, 'nowhere') }).opened(tap(3));
    chmodSync(join(folder, 'open-door'), 0o600);
    door({ doorCommand: join(folder, 'calls'), doorArguments: ['\0'] }).opened(tap(4));
    await expect.poll(() => outcomes().length).toBe(4);
    expect(calls()).toHaveLength(2);
  });

  it('that hangs is killed in time, with what it started itself', async () => {
    const script = `sleep 60 &\necho $! > '${folder}/child'\nwait`;
    door({ doorCommand: program(script), doorMsMax: 300 }).opened(tap(1));
    await expect.poll(outcomes).toEqual(['given-up']);
    const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
    await expect.poll(() => isRunning(child)).toBe(false);
  });

  it('and a webhook are both tried when both are set; stopping gives up what hangs', async () => {
    const doorWebhook = await serve((_request, response) => response.end());
    const both = door({
      doorCommand: program('sleep 60'),
      doorWebhook,
      doorSecret: 'between us two',
    });
    both.opened(tap(1));
    await expect.poll(outcomes).toEqual(['opened']);
    await expect.poll(calls).toHaveLength(1);
    await both.stop();
    both.opened(tap(2));
    expect(calls()).toHaveLength(1);
  });
});

/** A killed process that nobody has asked about yet is dead all the same. */
function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
