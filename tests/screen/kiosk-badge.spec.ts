import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { DemoPersonMade } from '../../src/cloud/demo/add-demo-person.ts';
import { instantFromMs } from '../../src/shared/time.ts';
import type { Clock } from '../../src/shared/time.ts';
import { startDemoCloud } from '../helpers/demo-cloud.ts';
import type { DemoCloud } from '../helpers/demo-cloud.ts';
import {
  DEMO_ETABLI,
  addCoworkingPerson,
  isCoworkingRigSettled,
  openCoworkingRig,
} from '../helpers/demo-coworking.ts';
import { ledgerOf } from '../helpers/demo-passes.ts';
import { RENDERER } from '../helpers/page/till-page.ts';
import type { Rig } from '../helpers/station-rig.ts';

/**
 * A day at the door: the real screen of a real badge station, beside a real cloud, on a clock that
 * the test sets. Amounts are read on the screen, in the journal's file and in the cloud's ledger.
 */

test.describe.configure({ mode: 'serial' });

const SOON = { timeout: 10_000 } as const;
const { local } = DEMO_ETABLI;
/** The same Pass sooner than that is the same tap (RULES C8). */
const SAME_TAP_MS = 2_100;
/** Tuesday at nine, in Paris. */
const NINE_MS = Date.parse('2026-11-24T08:00:00Z');

let movedMs = 0;
const startedMs = Date.now();
const clock: Clock = () => instantFromMs(NINE_MS + (Date.now() - startedMs) + movedMs);
const nowMs = (): number => Date.parse(clock());
/** When each Pass was put down to come in, and the guest touched the last button. */
const cameMs = new Map<string, number>();
/** The clock goes on to so many minutes after somebody came in, and a little. */
const afterMinutes = (who: string, minutes: number) => {
  movedMs += (cameMs.get(who) ?? 0) + minutes * 60_000 - nowMs() + 500;
};

let cloud: DemoCloud;
let rig: Rig;
let page: Page;
let people: Record<'ana' | 'bruno' | 'chloe' | 'dina', DemoPersonMade>;

test.beforeAll(async ({ browser }) => {
  cloud = await startDemoCloud({ clock });
  // A door knows the names of members, and of those who came before.
  const add = (name: string, offers: readonly string[] = [DEMO_ETABLI.offers.member]) =>
    addCoworkingPerson(cloud.deps.db, { name, money: [[local, 5_000]], offers });
  people = {
    ana: await add('Ana'),
    bruno: await add('Bruno'),
    chloe: await add('Chloé'),
    dina: await add('Dina', []),
  };
  rig = await openCoworkingRig(cloud, { name: 'Porte', clock, rendererPath: RENDERER });
  await expect.poll(() => isCoworkingRigSettled(rig), SOON).toBe(true);
  page = await browser.newPage();
  await page.goto(rig.station().kioskUrl);
  await page.locator('.door-hour').waitFor();
});
test.afterAll(async () => {
  await page.close();
  await rig.close();
  await cloud.remove();
});

const lastTapMs = new Map<string, number>();
/** Puts a Pass down and takes it away, never so soon that it would be the same tap. */
async function putDown({ uid }: { readonly uid: string }): Promise<void> {
  const waitMs = (lastTapMs.get(uid) ?? 0) + SAME_TAP_MS - Date.now();
  if (waitMs > 0) await page.waitForTimeout(waitMs);
  await rig.tap(uid);
  lastTapMs.set(uid, Date.now());
}

const moment = (kind: string): Locator => page.locator(`.moment[data-kind="${kind}"]`);
const button = (name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
/** As a finger does: it stays on the glass for a moment. */
const press = (target: Locator) => target.click({ delay: 120 });
const home = async () => {
  await press(button('D’accord'));
  await expect(page.locator('.door-hour')).toBeVisible();
};
/** From then on any touch beside its buttons ends a result: those on them must not. */
const hasBeenRead = () =>
  expect
    .poll(
      () =>
        page.evaluate(() => Date.now() - Number(document.documentElement.dataset['paintedAtMs'])),
      { intervals: [50] },
    )
    .toBeGreaterThan(650);
const reckoning = async (): Promise<readonly string[]> => {
  const lines = await page.locator('.moment .reckoning li').allInnerTexts();
  return lines.map((line) => line.replaceAll(/\s+/g, ' ').trim());
};
const comeIn = async (person: { readonly uid: string }, greeting: string) => {
  await press(button(/^Bureaux partagés/));
  await expect(page.locator('.door-prompt-here')).toContainText('pour Bureaux partagés');
  await putDown(person);
  await expect(moment('badged-in').locator('h1')).toHaveText(greeting);
  cameMs.set(person.uid, nowMs());
};

/** Straight from the file, as an auditor would. */
function journalOf(kind: string): readonly Record<string, unknown>[] {
  const journal = new Database(join(rig.dataDir, 'journal.sqlite'), { readonly: true });
  try {
    const rows = journal.prepare('SELECT body FROM entry WHERE kind = ? ORDER BY seq').all(kind);
    return (rows as { readonly body: Buffer }[]).map(({ body }) => JSON.parse(body.toString()));
  } finally {
    journal.close();
  }
}

const onLedger = async ({ walletId }: DemoPersonMade) =>
  (await ledgerOf(cloud.deps.db, walletId))[local] ?? 0;
const inCloud = (walletId: string) =>
  cloud.deps.db.query
    .selectFrom('presence')
    .select(['stayed_minutes', 'billed_cents', 'paid_cents', 'state'])
    .where('wallet_id', '=', walletId)
    .where('day', '=', '2026-11-24')
    .where('state', '<>', 'removed')
    .execute();

test('a Pass that was put down first is asked for its space; a second tap asks and keeps', async () => {
  await expect(page.locator('.door-evening')).toContainText('Bienvenue à L’Établi !');
  await expect(page.locator('.spaces .space')).toHaveCount(4);
  const before = rig.state().badge?.insideCount ?? 0;
  await putDown(people.ana);
  const asked = page.locator('[data-kind="ask-space"]');
  await expect(asked.locator('h1')).toHaveText('Ana, quel espace ?');
  await press(asked.getByRole('button', { name: /^Bureaux partagés/ }));
  await expect(moment('badged-in').locator('h1')).toHaveText('Bonjour Ana');
  cameMs.set(people.ana.uid, nowMs());
  await expect(moment('badged-in')).toContainText(/Bureaux partagés, à 9\sh\s00/);
  await expect(moment('badged-in').locator('.paper')).toContainText('au temps passé');
  await home();
  await expect(page.locator('.door-count')).toContainText(String(before + 1));

  await putDown(people.ana);
  await expect(moment('ask-undo').locator('h1')).toHaveText(/Annuler l’arrivée de 9\sh\s00 \?/);
  await press(button('Non, garder'));
  await expect(page.locator('.door-hour')).toBeVisible();
  expect(journalOf('presence.tapped@1')).toHaveLength(1);
  expect(journalOf('presence.undone@1')).toEqual([]);
});

test('a space chosen first; an arrival taken back; a guest brought by the person before', async () => {
  await comeIn(people.dina, 'Bonjour');
  await expect(moment('badged-in')).toContainText(`Pass n° ${people.dina.number}`);
  await hasBeenRead();
  await press(button('Annuler mon arrivée'));
  await expect(moment('tap-undone')).toContainText(/L’arrivée de 9\sh\s0\d ne compte pas\./);
  expect(journalOf('presence.undone@1')).toHaveLength(1);
  await home();

  await comeIn({ uid: DEMO_ETABLI.passes.yanis }, 'Bonjour Yanis Benali');
  await expect(moment('badged-in').locator('.hours-left')).toContainText(/Il vous reste\s*20\smin/);
  await home();
  await comeIn(people.chloe, 'Bonjour Chloé');
  await home();
  await comeIn(people.bruno, 'Bonjour Bruno');
  await press(button('Avec un invité'));
  await expect(button('Invité par Bruno')).toHaveAttribute('aria-pressed', 'true');
  await press(button('Bureaux partagés'));
  for (const letter of ['Z', 'o', 'e']) await press(page.locator('.keyboard').getByText(letter));
  await press(button('Entrer'));
  await expect(moment('badged-in').locator('h1')).toHaveText('Bonjour Zoe');
  cameMs.set('Zoe', nowMs());
  await home();
  const guest = journalOf('presence.tapped@1').at(-1);
  expect(guest).toMatchObject({ direction: 'in', spaceId: DEMO_ETABLI.spaces.desks, staff: null });
  expect(JSON.stringify(journalOf('presence.tapped@1'))).not.toContain('Zoe');
});

test('case 7: 9 h 40 of 10 h used, an hour more: 20 min included, 45 min billed, 2.25', async () => {
  afterMinutes(DEMO_ETABLI.passes.yanis, 60);
  await putDown({ uid: DEMO_ETABLI.passes.yanis });
  const out = moment('badged-out');
  await expect(out.locator('h1')).toHaveText('À bientôt Yanis Benali');
  await expect(out.locator('.moment-time')).toHaveText(/^1\sh$/);
  await expect(out.locator('.paper-price')).toHaveText(/À régler\s*2,25\s€/);
  await expect(out).toContainText('Votre Pass n’a pas assez.');
  expect(await reckoning()).toEqual([
    'Temps passé 1 h',
    'Compris : Abonnement 10 heures − 20 min',
    'Compté par 15 min 45 min',
    '45 min à l’heure 2,25 €',
  ]);
  await home();
  expect(journalOf('sale.recorded@2')).toEqual([]);
});

test('case 8: 2 h 10 is 6.75, 3 h is 7.00, 7 h is 12.00, paid from the Pass and to the cent', async () => {
  for (const [person, minutes, stayed, price, left, last] of [
    [people.ana, 130, /^2\sh\s10$/, /6,75\s€/, /43,25\s€/, '2 h 15 à l’heure 6,75 €'],
    [people.bruno, 180, /^3\sh$/, /7,00\s€/, /43,00\s€/, '1 demi-journée, le moins cher 7,00 €'],
    [people.chloe, 420, /^7\sh$/, /12,00\s€/, /38,00\s€/, 'La journée, le moins cher 12,00 €'],
  ] as const) {
    afterMinutes(person.uid, minutes);
    await putDown(person);
    const out = moment('badged-out');
    await expect(out.locator('.moment-time')).toHaveText(stayed);
    await expect(out.locator('.paper-price')).toHaveText(price);
    await expect(out.locator('.paper-left')).toHaveText(left);
    expect((await reckoning()).at(-1)).toBe(last);
    await home();
  }
  expect(journalOf('sale.recorded@2')).toMatchObject(
    [675, 700, 1_200].map((cents) => ({
      totalCents: cents,
      lines: [{ detail: { kind: 'presence' }, totalCents: cents }],
      payments: [{ means: 'pass', cents }],
    })),
  );
  await expect.poll(() => onLedger(people.ana), SOON).toBe(5_000 - 675);
  await expect.poll(() => onLedger(people.bruno), SOON).toBe(5_000 - 700);
  await expect.poll(() => onLedger(people.chloe), SOON).toBe(5_000 - 1_200);
  for (const [person, stayed_minutes, cents] of [
    [people.ana, 130, 675],
    [people.bruno, 180, 700],
    [people.chloe, 420, 1_200],
  ] as const) {
    expect(await inCloud(person.walletId)).toEqual([
      { stayed_minutes, billed_cents: cents, paid_cents: cents, state: 'closed' },
    ]);
  }
  const yanis = await cloud.deps.db.query
    .selectFrom('presence')
    .select(['billed_cents', 'paid_cents', 'guest_name'])
    .where('day', '=', '2026-11-24')
    .where('billed_cents', '=', 225)
    .execute();
  expect(yanis).toEqual([{ billed_cents: 225, paid_cents: 0, guest_name: '' }]);
});

test('a guest finds their name and leaves; the person who brought them is billed', async () => {
  afterMinutes('Zoe', 430);
  await press(button('Je n’ai pas de Pass'));
  await press(button('Je pars'));
  await press(button(/^Zoe/));
  await expect(moment('badged-out').locator('h1')).toHaveText('À bientôt Zoe');
  await expect(moment('badged-out').locator('.moment-time')).toHaveText(/^7\sh\s10$/);
  await home();
  await expect
    .poll(async () => {
      const rows = await cloud.deps.db.query
        .selectFrom('presence')
        .select(['guest_name', 'host_wallet_id', 'billed_cents'])
        .where('guest_id', 'is not', null)
        .where('day', '=', '2026-11-24')
        .execute();
      return rows;
    }, SOON)
    .toEqual([{ guest_name: 'Zoe', host_wallet_id: people.bruno.walletId, billed_cents: 1_200 }]);
});

test('without network the door works on, offers to turn a tap round, and the cloud hears of it later', async () => {
  await rig.wish({ kind: 'demo-cut-network', cut: true });
  await expect(page.locator('[data-network="offline"]')).toContainText(
    /passages sont gardés|envoyer/,
    {
      timeout: 20_000,
    },
  );
  await comeIn(people.dina, 'Bonjour');
  await expect(button('En fait, je pars')).toBeVisible();
  await home();
  afterMinutes(people.dina.uid, 90);
  await putDown(people.dina);
  await expect(moment('badged-out').locator('.paper-price')).toHaveText(/4,50\s€/);
  await expect(moment('badged-out')).toContainText('Accepté sans réseau.');
  await home();
  await putDown({ uid: DEMO_ETABLI.passes.lost });
  await expect(moment('refused').locator('h1')).toHaveText('Ce Pass est déclaré perdu.');
  await expect(moment('refused')).toContainText('Rapportez-le à l’accueil.');
  await home();
  await rig.wish({ kind: 'demo-cut-network', cut: false });
  await expect.poll(() => onLedger(people.dina), { timeout: 20_000 }).toBe(5_000 - 450);
  expect(await inCloud(people.dina.walletId)).toEqual([
    { stayed_minutes: 90, billed_cents: 450, paid_cents: 450, state: 'closed' },
  ]);
});

test('staff get in with their code, and the keyboard alone reaches every button of the door', async () => {
  const count = await page.locator('button:enabled:visible').count();
  const reached = new Set<string>();
  for (let step = 0; step < count + 2; step += 1) {
    await page.keyboard.press('Tab');
    reached.add(await page.evaluate(() => document.activeElement?.textContent ?? ''));
  }
  expect(reached.size).toBeGreaterThanOrEqual(count);
  await press(button('Équipe'));
  for (const digit of DEMO_ETABLI.pins.manager) await button(`Chiffre ${digit}`).click();
  await expect(page.locator('.top-menu')).toBeVisible();
});
