import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { STATION_CONFIG_ENV } from '../../../src/contract/config/station.ts';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { builtPath } from '../../../src/shared/node/resources.ts';
import { addMs, businessDay, systemClock } from '../../../src/shared/time.ts';
import {
  badgeSettings,
  DESK_PLAN,
  keyItem,
  makeSomebody,
  ONE_SPACE,
  planItem,
  presenceItem,
} from '../../helpers/badge-knowledge.ts';
import type { Somebody } from '../../helpers/badge-knowledge.ts';
import { openPairedRig, openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { openKioskSocket } from '../../helpers/kiosk-socket.ts';

const KILLS = Number(process.env['BADGE_KILLS'] ?? 14);
const MS_PER_KILL_MAX = 4_000;
/** The kill comes after so many taps, somewhere in the next one. */
const TAPS_BEFORE_MAX = 3;
const TAP_MS = 14;
const HOUR_MS = 3_600_000;

// Everybody is in since two hours; the day turns twelve hours from now.
const now = systemClock();
const RULE = { timeZone: 'UTC', cutOffHour: (Number(now.slice(11, 13)) + 12) % 24 };
const people = Array.from({ length: KILLS * 8 }, (_, index) => makeSomebody(`P${index}`, 5_000));

/** Two hours at 3.00. */
const PRICE_CENTS = 600;

it(
  `${KILLS} kills in the middle of taps lose nothing that was confirmed, halve nothing, and nobody pays twice`,
  async () => {
    const dataDir = await prepareStation();
    try {
      const shown: Shown = { out: new Set(), undone: new Set() };
      let again: Somebody | null = null;
      for (let kill = 0; kill < KILLS; kill += 1) {
        again = await tapUntilKilled(dataDir, again, shown);
      }
      // Otherwise the kills all came before a tap, and this test proves nothing.
      expect(shown.out.size).toBeGreaterThan(KILLS / 4);
      await expectEveryTapOnce(dataDir, shown);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  KILLS * MS_PER_KILL_MAX,
);

/** What a screen was told is done. */
type Shown = { readonly out: Set<string>; readonly undone: Set<string> };

async function prepareStation(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'station-kill-taps-'));
  const rig = await openPairedRig({ dataDir });
  const settings = badgeSettings() as Extract<FeedItem, { topic: 'settings' }>;
  if (settings.value === null) throw new Error('the shared office has settings');
  rig.know([
    ...ONE_SPACE,
    {
      ...settings,
      value: { ...settings.value, ...RULE, offlineStationCentsMax: cents(1_000_000) },
    },
    planItem({ ...DESK_PLAN, closesAt: null }),
    keyItem(businessDay(now, RULE).slice(0, 7)),
    ...people.flatMap(({ items }) => items),
    ...people.map(({ walletId }) =>
      presenceItem(toId<'Presence'>(makeUuid()), walletId, {
        day: businessDay(now, RULE),
        inAt: addMs(now, -2 * HOUR_MS),
      }),
    ),
  ]);
  rig.station().station.context.settings.set('mode', 'badge');
  writeFileSync(
    join(dataDir, 'identity.json'),
    JSON.stringify({ stationId: rig.stationId, kioskKey: '0'.repeat(32) }),
    { mode: 0o600 },
  );
  await rig.close();
  return dataDir;
}

/**
 * Puts down one Pass after the other through a keyboard reader; some take their tap back. Kills the
 * station at a random moment, and gives the person who got no answer: they tap again first.
 */
async function tapUntilKilled(
  dataDir: string,
  again: Somebody | null,
  shown: Shown,
): Promise<Somebody | null> {
  // The built program: what a kiosk runs, and it starts in half the time.
  const child = fork(builtPath('node', 'station', 'main.js'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      [STATION_CONFIG_ENV.dataDir]: dataDir,
      [STATION_CONFIG_ENV.cloudUrl]: 'http://127.0.0.1:9',
      [STATION_CONFIG_ENV.port]: '0',
      [STATION_CONFIG_ENV.pcsc]: '0',
      [STATION_CONFIG_ENV.logLevel]: 'error',
    },
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const door: Door = { waiting: again, answered: 0, lastResultId: '' };
  const sendTo = (screen: WebSocket, wish: object): void =>
    screen.send(JSON.stringify({ id: makeUuid(), ...wish }), () => undefined);
  const tapNext = (screen: WebSocket): void => {
    door.waiting ??= people.pop() ?? null;
    if (door.waiting !== null) sendTo(screen, { kind: 'wedge-typed', text: door.waiting.uid });
  };
  const socket = await openKioskSocket(child, '0'.repeat(32), ({ activity }, screen) => {
    const wish = answer(door, activity, shown);
    if (wish === 'next') tapNext(screen);
    else if (wish !== null) sendTo(screen, wish);
  });
  tapNext(socket);
  const wanted = Math.floor(Math.random() * (TAPS_BEFORE_MAX + 1));
  while (door.answered < wanted) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => setTimeout(done, Math.random() * TAP_MS));
  child.kill('SIGKILL');
  await exited;
  socket.terminate();
  return door.waiting;
}

type Door = { waiting: Somebody | null; answered: number; lastResultId: string };

/** What the person at the door does next; null: they wait. */
function answer(door: Door, activity: Activity, shown: Shown): object | 'next' | null {
  if (activity.kind === 'ask-undo' && door.waiting !== null) {
    // Their tap was written before the kill: they keep it.
    door.waiting = null;
    door.answered += 1;
    shown.out.add(activity.tapId);
    return 'next';
  }
  if (activity.kind !== 'result' || activity.resultId === door.lastResultId) return null;
  door.lastResultId = activity.resultId;
  const { result } = activity;
  door.waiting = null;
  door.answered += 1;
  if (result.kind === 'badged-out') {
    expect(result).toMatchObject({ cents: PRICE_CENTS, payment: { kind: 'paid' } });
    shown.out.add(result.tapId);
    return Math.random() < 0.3 ? { kind: 'undo-tap', tapId: result.tapId } : 'next';
  }
  expect(result.kind).toBe('tap-undone');
  shown.undone.add(activity.resultId);
  return 'next';
}

async function expectEveryTapOnce(dataDir: string, shown: Shown): Promise<void> {
  const { stationId } = JSON.parse(readFileSync(join(dataDir, 'identity.json'), 'utf8')) as {
    stationId: string;
  };
  const rig = await openRig({ dataDir, stationId });
  const { journal } = rig.station().station.context;
  expect(journal.recheck()).toMatchObject({ kind: 'whole' });
  const taps = rig.entries('presence.tapped@1');
  const tapIds = taps.map(({ tapId }) => String(tapId));
  expect(taps.every(({ direction }) => direction === 'out')).toBe(true);
  expect(new Set(tapIds).size).toBe(tapIds.length);
  expect([...shown.out].filter((tapId) => !tapIds.includes(tapId))).toEqual([]);
  expectNothingHalf(rig);
  const undone = rig.entries('presence.undone@1');
  expect(undone.length).toBeGreaterThanOrEqual(shown.undone.size);
  // Who paid, paid once; what was taken back is on the Pass again.
  const sales = rig.entries('sale.recorded@2');
  const stays = sales.flatMap(({ lines }) =>
    lines.flatMap(({ detail }) => (detail.kind === 'presence' ? [detail.presenceId] : [])),
  );
  expect(new Set(stays).size).toBe(sales.length);
  expect(sales.map(({ totalCents }) => totalCents)).toEqual(sales.map(() => PRICE_CENTS));
  expect(sales.map(({ number }) => number)).toEqual(sales.map((_, index) => index + 1));
  expect(taps.length).toBe(sales.length);
  await rig.close();
}

/** Each going out stands before its sale, each tap taken back before the money that it gives back. */
function expectNothingHalf(rig: Rig): void {
  const { journal } = rig.station().station.context;
  const kinds = journal.read(1, journal.count()).map(({ kind }) => kind);
  const behind = {
    'presence.tapped@1': 'sale.recorded@2',
    'presence.undone@1': 'sale.corrected@1',
  };
  for (const [first, second] of Object.entries(behind)) {
    const followers = kinds.filter((_, index) => kinds[index - 1] === first);
    expect(new Set(followers).size).toBeLessThanOrEqual(1);
    expect(followers.every((kind) => kind === second)).toBe(true);
  }
}
