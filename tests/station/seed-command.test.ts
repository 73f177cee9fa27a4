import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

/** `tibillet seed --day` as somebody types it: the built program. The day itself: tests/cloud/day. */

const PROGRAM = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function seed(...args: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, 'seed', ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  return {
    output: () => output,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    stop: () => child.kill('SIGINT'),
  };
}

test('names a wrong use of the command', async () => {
  const commands = [
    seed('--day', 'tuesday'),
    seed('--day', 'coworking', '--speed', '0'),
    seed('--day', 'coworking', '--data', folder),
  ];
  expect(await Promise.all(commands.map(({ ended }) => ended))).toEqual([1, 1, 1]);
  expect(commands[1]?.output()).toContain('It must be a number from 1 to 1000, or max.');
});

test('says where to watch, and stopped in the middle leaves nothing behind', async () => {
  const day = seed('--day', 'coworking', '--speed', '1', '--json');
  await expect.poll(day.output, { timeout: 25_000 }).toContain('\n');
  const ready = JSON.parse(day.output().split('\n')[0] ?? '') as Record<string, string>;
  expect(ready['kind']).toBe('ready');
  const door = await fetch(ready['doorUrl'] ?? '', { redirect: 'manual' });
  expect(door.status).toBe(303);
  expect(readdirSync(folder)).toHaveLength(1);
  day.stop();
  expect(await day.ended).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);
