import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { EntryBodies, EntryKind } from '../../src/domain/journal/entries.ts';
import { unwrap } from '../../src/shared/result.ts';
import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import { keepBook } from '../station/till-properties/book.ts';
import type { Book, BookEntry } from '../station/till-properties/book.ts';
import type { DemoCloud } from './demo-cloud.ts';

/** A till as a venue has it: a station in a process of its own, the real reader, a screen. */

const CLI = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));
/** The same Pass sooner than that is the same tap (RULES C8). */
const SAME_TAP_MS = 2_100;
const DOUBLE_TOUCH_MS = 450;
const DOUBLE_TOUCH_PX = 60;
/** pcscd looks at a virtual slot every 400 ms. */
const NOTICE_MS = 450;

export type RealTill = {
  readonly kioskUrl: string;
  /** Bodies of all entries of a kind, read from the file. */
  readonly entries: <Kind extends EntryKind>(kind: Kind) => readonly EntryBodies[Kind][];
  /** The journal summed with pencil and paper. */
  readonly book: () => Book;
  readonly stop: () => Promise<void>;
};

/** Starts `tibillet station`, paired with a cloud. Its screen is the one that was built. */
export async function startRealTill(
  cloud: DemoCloud,
  options: {
    readonly name: string;
    readonly hasReader: boolean;
    /** What stands between the station and the cloud. */
    readonly cloudUrl?: string;
  },
): Promise<RealTill> {
  const dataDir = mkdtempSync(join(tmpdir(), 'till-'));
  const till = spawn(process.execPath, [CLI, 'station', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      STATION_DATA_DIR: dataDir,
      STATION_PORT: '0',
      STATION_CLOUD_URL: options.cloudUrl ?? `http://127.0.0.1:${cloud.port}`,
      STATION_PAIRING_CODE: await cloud.pairingCode(options.name),
      STATION_PCSC: options.hasReader ? '1' : '0',
      STATION_LOG_LEVEL: 'error',
    },
  });
  const kioskUrl = await kioskUrlOf(till);
  const read = (): readonly BookEntry[] => readJournal(join(dataDir, 'journal.sqlite'));
  return {
    kioskUrl,
    entries: (kind) =>
      read()
        .filter((entry) => entry.kind === kind)
        .map((entry) => entry.body as never),
    book: () => keepBook(read()),
    stop: async () => {
      const exited = once(till, 'exit');
      till.kill('SIGTERM');
      await exited;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function kioskUrlOf(till: ChildProcess): Promise<string> {
  if (till.stdout === null) throw new Error('the station has no voice');
  for await (const line of createInterface({ input: till.stdout })) {
    if (!line.startsWith('{')) continue;
    const message = JSON.parse(line) as { readonly kind?: string; readonly kioskUrl?: string };
    if (message.kioskUrl !== undefined) return message.kioskUrl;
  }
  throw new Error('the station did not start');
}

function readJournal(path: string): readonly BookEntry[] {
  const journal = new Database(path, { readonly: true });
  try {
    const rows = journal.prepare('SELECT seq, kind, body FROM entry ORDER BY seq').all() as {
      readonly seq: number;
      readonly kind: string;
      readonly body: Buffer;
    }[];
    return rows.map(({ seq, kind, body }) => ({ seq, kind, body: JSON.parse(body.toString()) }));
  } finally {
    journal.close();
  }
}

/** A hand with Passes, at the real reader. */
export type Hand = {
  readonly putDown: (uid: string) => Promise<void>;
  readonly takeAway: () => Promise<void>;
};

export function createHand(): Hand {
  let lifted = new Map<string, number>();
  let held: { readonly uid: string; readonly remove: () => Promise<void> } | null = null;
  const takeAway = async (): Promise<void> => {
    if (held === null) return;
    await held.remove();
    lifted = new Map(lifted).set(held.uid, Date.now());
    held = null;
    await new Promise((done) => setTimeout(done, NOTICE_MS));
  };
  return {
    takeAway,
    putDown: async (uid) => {
      await takeAway();
      const waitMs = (lifted.get(uid) ?? 0) + SAME_TAP_MS - Date.now();
      if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
      const card = unwrap(await putDownVirtualCard({ uidHex: uid, slot: 0 }));
      held = { uid, remove: card.remove };
    },
  };
}

/** What a cashier touches, by the words that are on it. */
export type Cashier = {
  readonly button: (name: string | RegExp) => Locator;
  readonly touch: (...names: readonly (string | RegExp)[]) => Promise<void>;
  readonly type: (digits: string) => Promise<void>;
  readonly result: (kind: string) => Locator;
  readonly due: Locator;
};

export const cashierAt = (page: Page): Cashier => {
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  let last = { x: -1_000, y: -1_000, atMs: 0 };
  /** Another touch on the same spot so soon would be the second half of a double touch. */
  const touchOne = async (target: Locator): Promise<void> => {
    await target.waitFor();
    const box = await target.boundingBox();
    const [x, y] = box === null ? [0, 0] : [box.x + box.width / 2, box.y + box.height / 2];
    const isSameSpot = Math.hypot(x - last.x, y - last.y) < DOUBLE_TOUCH_PX;
    const waitMs = last.atMs + DOUBLE_TOUCH_MS - Date.now();
    if (isSameSpot && waitMs > 0) await page.waitForTimeout(waitMs);
    await target.click();
    last = { x, y, atMs: Date.now() };
  };
  return {
    button,
    touch: async (...names) => {
      for (const name of names) await touchOne(button(name).first());
    },
    type: async (digits) => {
      for (const digit of digits) await button(`Chiffre ${digit}`).click();
    },
    result: (kind) => page.locator(`.result[data-kind="${kind}"]`),
    due: page.locator('.stub-total'),
  };
};

export async function openTill(page: Page, till: RealTill, pin: string): Promise<Cashier> {
  const cashier = cashierAt(page);
  await page.goto(till.kioskUrl);
  await page.locator('.kiosk').waitFor();
  await cashier.type(pin);
  await page.locator('.products').waitFor();
  await expect(page.getByText('Tout est envoyé')).toBeVisible({ timeout: 20_000 });
  return cashier;
}
