import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { torture } from './torture.ts';

const KILLS = 200;

it('a station killed 200 times while it sells has every confirmed sale once, and none half', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const result = await torture(folder, KILLS);
  expect(result.kills).toBe(KILLS);
  // Otherwise the kills came too early to prove anything.
  expect(result.confirmed).toBeGreaterThan(KILLS);
}, 120_000);
