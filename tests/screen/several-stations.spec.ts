import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { managerEmail } from '../../src/cloud/site/demo/seed-site.ts';
import { startDemoCloud } from '../helpers/demo-cloud.ts';
import type { DemoCloud } from '../helpers/demo-cloud.ts';
import { DEMO_BAR } from '../helpers/demo-passes.ts';
import { cashierAt } from '../helpers/real-till.ts';
import type { Cashier } from '../helpers/real-till.ts';
import { openRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/**
 * Two kiosks of one collective sell the same last bag and the same last place at the same moment
 * (RULES T8, T14). With the network one of them sells; without it both do, and gestion says so.
 */

test.describe.configure({ mode: 'serial' });

const RENDERER =
  process.env['KIOSK_RENDERER'] ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));
const SOON = { timeout: 15_000 } as const;
const BAG = '019b76da-a806-7000-8000-00000000001a';
const BAG_NAME = /Sac en toile/;
const BALL_TICKET = /Entrée réduite Bal folk/;

type Kiosk = { readonly rig: Rig; readonly page: Page; readonly cashier: Cashier };

let cloud: DemoCloud;
let kiosks: readonly [Kiosk, Kiosk];
let ballId: string;

test.beforeAll(async ({ browser }) => {
  cloud = await startDemoCloud();
  const ball = await cloud.deps.db.query
    .selectFrom('event')
    .select('id')
    .where('slug', '=', 'bal-folk-de-la-lune')
    .executeTakeFirstOrThrow();
  ballId = ball.id;
  kiosks = [await openKiosk(browser, 'Comptoir'), await openKiosk(browser, 'Entrée')];
});
test.afterAll(async () => {
  for (const { page, rig } of kiosks) {
    await page.close();
    await rig.close();
  }
  await cloud.remove();
});

async function openKiosk(browser: Browser, name: string): Promise<Kiosk> {
  const rig = await openRig({
    cloudUrl: `http://127.0.0.1:${cloud.port}`,
    pairingCode: await cloud.pairingCode(name),
    rendererPath: RENDERER,
  });
  const page = await browser.newPage();
  await page.goto(rig.station().kioskUrl);
  const cashier = cashierAt(page);
  await expect(page.getByText('Tout est envoyé')).toBeVisible(SOON);
  await expect
    .poll(() => rig.station().station.context.knowledge.all('event').length, SOON)
    .toBe(3);
  await cashier.type(DEMO_BAR.pins.manager);
  await cashier.touch('Entrée de la salle');
  return { rig, page, cashier };
}

/** One bag and one place are left; both kiosks know it. */
async function leaveOneOfEach(): Promise<void> {
  await writeTransaction(cloud.deps.db, async (tx) => {
    await tx.query
      .updateTable('stock')
      .set({ amount: 1_000 })
      .where('product_id', '=', BAG)
      .execute();
    tx.changed('stock', BAG, DEMO_BAR.id);
    const { count } = await tx.query
      .selectFrom('ticket')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('event_id', '=', ballId)
      .where('state', '=', 'valid')
      .executeTakeFirstOrThrow();
    await tx.query
      .updateTable('event')
      .set({ capacity: count + 1, asks_names: 0 })
      .where('id', '=', ballId)
      .execute();
    await tx.query
      .updateTable('event_price')
      .set({ quota: null })
      .where('event_id', '=', ballId)
      .execute();
    tx.changed('event', ballId, DEMO_BAR.id);
  });
  for (const { rig } of kiosks) await expect.poll(() => leftOn(rig), SOON).toEqual([1_000, 1]);
}

const leftOn = (rig: Rig): readonly (number | null)[] => {
  const event = rig.station().station.context.knowledge.one('event', ballId);
  const stock = rig.state().stock.find(({ productId }) => productId === BAG);
  return [
    stock?.amount ?? null,
    event === undefined || event.capacity === null ? null : event.capacity - event.takenCount,
  ];
};

async function putBagInBasket({ cashier }: Kiosk): Promise<void> {
  await cashier.touch('Souvenirs', BAG_NAME);
  await expect(cashier.due).toContainText('9,00');
}
async function putPlaceInBasket({ cashier }: Kiosk): Promise<void> {
  await cashier.touch('Entrées et adhésions', BALL_TICKET, 'Ajouter');
  await expect(cashier.due).toContainText('6,00');
}

/** Both pay at the same moment; gives what each screen answers. */
async function payTogether(): Promise<readonly string[]> {
  for (const { cashier } of kiosks) {
    await cashier.touch('Espèces');
    await expect(cashier.button('Encaisser')).toBeEnabled();
  }
  await Promise.all(kiosks.map(({ cashier }) => cashier.touch('Encaisser')));
  return Promise.all(
    kiosks.map(async ({ page }) => {
      const answer = page.locator('.result[data-kind="sale-done"], .refused-touch');
      await expect(answer.first()).toBeVisible();
      return (await answer.first().getAttribute('data-kind')) ?? (await answer.first().innerText());
    }),
  );
}

async function startAgain(): Promise<void> {
  for (const { rig } of kiosks) {
    await rig.wish({ kind: 'dismiss' });
    await rig.wish({ kind: 'discard-basket' });
  }
}

const soldHere = ({ rig }: Kiosk): readonly string[] =>
  rig.entries('sale.recorded@2').flatMap(({ lines }) => lines.map(({ label }) => label));

for (const [what, putInBasket, words] of [
  ['the last bag', putBagInBasket, /Il n’en reste plus assez/],
  ['the last place', putPlaceInBasket, /C’est complet/],
] as const) {
  test(`with the network ${what} is sold by one of two kiosks, and the other is told`, async () => {
    await leaveOneOfEach();
    const before = kiosks.map((kiosk) => soldHere(kiosk).length);
    await Promise.all(kiosks.map(putInBasket));
    const answers = await payTogether();
    expect(answers.filter((answer) => answer === 'sale-done')).toHaveLength(1);
    expect(answers.find((answer) => answer !== 'sale-done')).toMatch(words);
    const sold = kiosks.map((kiosk, index) => soldHere(kiosk).length - (before[index] ?? 0));
    expect(sold.toSorted((a, b) => a - b)).toEqual([0, 1]);
    await startAgain();
  });
}

test('without the network both sell, and gestion asks somebody to look', async ({ browser }) => {
  await leaveOneOfEach();
  for (const { rig } of kiosks) {
    await rig.wish({ kind: 'demo-cut-network', cut: true });
    await expect.poll(() => rig.state().network.kind, SOON).toBe('offline');
  }
  for (const putInBasket of [putBagInBasket, putPlaceInBasket]) {
    await Promise.all(kiosks.map(putInBasket));
    expect(await payTogether()).toEqual(['sale-done', 'sale-done']);
    await startAgain();
  }
  for (const { rig, page } of kiosks) {
    await rig.wish({ kind: 'demo-cut-network', cut: false });
    await expect(page.getByText('Tout est envoyé')).toBeVisible(SOON);
  }
  const context = await browser.newContext();
  const office = await context.newPage();
  await signInToOffice(office);
  await expect(office.getByText('Il a été vendu plus que le stock. Comptez-le.')).toBeVisible();
  await expect(office.getByText('Plus de billets vendus que de places.')).toBeVisible();
  await context.close();
});

async function signInToOffice(office: Page): Promise<void> {
  const siteUrl = `http://127.0.0.1:${cloud.port}`;
  await office.goto(`${siteUrl}/entrer`);
  await office.getByRole('textbox').first().fill(managerEmail('Nolwenn'));
  await office.keyboard.press('Enter');
  await office.waitForURL(/\/entrer\/code/);
  const box = await office.context().newPage();
  await box.goto(`${siteUrl}/boite-de-demonstration`);
  const text = await box.innerText('body');
  await box.close();
  const code = /\b(\d{3}\s?\d{3})\b/.exec(text)?.[1]?.replace(/\s/g, '') ?? '';
  await office.getByRole('textbox').first().fill(code);
  await office.keyboard.press('Enter');
  await office.waitForURL(/\/mon-compte|\/gestion/);
  await office.goto(`${siteUrl}/gestion/la-grande-oreille`);
}
