import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import { unwrap } from '../../src/shared/result.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';
import type { RunningPcscd } from '../helpers/pcscd.ts';

/**
 * The whole line, as a stranger has it after `npm start`: a Pass on the real pcscd pays a coffee
 * at the kiosk, and the holder sees it on their phone; then without network, and once again.
 */

const CLI = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));
const KARIM_PIN = '135790';
/** Maëlle's Pass and the address of its holder, from the demo data. */
const MAELLE = { uid: '045E2C92AB4D81', email: 'maelle.legoff@example.org' };
const SAME_TAP_MS = 2_100;

let dataDir: string;
let demo: ChildProcess;
let siteUrl: string;
let kioskUrl: string;
let pcscd: RunningPcscd | null;
let unlock: () => Promise<void>;

test.beforeAll(async () => {
  // Other tests may have the virtual readers first.
  test.setTimeout(180_000);
  unlock = await lockVirtualReaders();
  pcscd = await startPcscd();
  dataDir = mkdtempSync(join(tmpdir(), 'whole-line-'));
  const cloudPort = await freePort();
  siteUrl = `http://127.0.0.1:${cloudPort}`;
  demo = fork(
    CLI,
    [
      'start',
      '--headless',
      '--data',
      dataDir,
      '--cloud-port',
      String(cloudPort),
      '--station-port',
      '0',
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] },
  );
  const [ready] = (await once(demo, 'message')) as [
    { readonly kind: string; readonly kioskUrl: string },
  ];
  expect(ready.kind).toBe('ready');
  kioskUrl = ready.kioskUrl;
});

test.afterAll(async () => {
  const exited = once(demo, 'exit');
  demo.kill('SIGTERM');
  await exited;
  await pcscd?.stop();
  await unlock();
  rmSync(dataDir, { recursive: true, force: true });
});

test('a Pass on the reader pays a coffee, and its holder sees it; without network nothing is lost', async ({
  page: kiosk,
  browser,
}) => {
  expect(pcscd, 'pcscd and vsmartcard-vpcd are needed: npm test installs them').not.toBeNull();
  const phoneContext = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
  });
  const phone = await phoneContext.newPage();
  await signInAsHolder(phone);
  const before = await spendable(phone);

  await kiosk.goto(kioskUrl);
  for (const digit of KARIM_PIN) {
    await kiosk.getByRole('button', { name: `Chiffre ${digit}` }).click();
  }
  await sellExpresso(kiosk);
  await expect.poll(() => spendable(phone), { timeout: 10_000 }).toBe(before - 150);
  await expect(phone.getByRole('main')).toContainText('La Grande Oreille');

  await kiosk.getByRole('button', { name: 'Couper le réseau' }).click();
  await expect(kiosk.getByText(/Pas de réseau depuis/)).toBeVisible();
  await kiosk.waitForTimeout(SAME_TAP_MS);
  await sellExpresso(kiosk);
  expect(await spendable(phone)).toBe(before - 150);

  await kiosk.getByRole('button', { name: 'Rendre le réseau' }).click();
  await expect.poll(() => spendable(phone), { timeout: 20_000 }).toBe(before - 300);
  await expect(kiosk.getByText('Tout est envoyé')).toBeVisible();
  // Once each: two purchases of today and not one more.
  await expect(phone.getByText(/Achat/)).toHaveCount(2);
  await phoneContext.close();
});

async function signInAsHolder(phone: Page): Promise<void> {
  await phone.goto(`${siteUrl}/entrer`);
  await phone.getByRole('textbox').first().fill(MAELLE.email);
  await phone.keyboard.press('Enter');
  await phone.waitForURL(/\/entrer\/code/);
  const box = await phone.context().newPage();
  await box.goto(`${siteUrl}/boite-de-demonstration`);
  const code =
    /\b(\d{3}\s?\d{3})\b/.exec(await box.innerText('body'))?.[1]?.replace(/\s/g, '') ?? '';
  await box.close();
  await phone.getByRole('textbox').first().fill(code);
  await phone.keyboard.press('Enter');
  await phone.waitForURL(/\/mon-compte/);
}

/** The large figure of the purse, in cents, after a reload: it works without JavaScript too. */
async function spendable(phone: Page): Promise<number> {
  await phone.goto(`${siteUrl}/mon-compte`);
  const text = await phone.getByRole('main').innerText();
  const figure = /(\d+),(\d{2})\s?€/.exec(text);
  return Number(figure?.[1]) * 100 + Number(figure?.[2]);
}

async function sellExpresso(kiosk: Page): Promise<void> {
  const tile = kiosk.locator('.tile').filter({ has: kiosk.getByText('Expresso', { exact: true }) });
  await tile.click();
  await expect(kiosk.locator('.stub-total')).toContainText('1,50');
  const card = unwrap(await putDownVirtualCard({ uidHex: MAELLE.uid, slot: 0 }));
  await expect(kiosk.locator('.result[data-kind="sale-done"]')).toContainText('C’est payé');
  await card.remove();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
