import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { axeFaults } from '../helpers/page/axe.ts';
import { pressKey, tickByKey, typeByKey } from '../helpers/page/keyboard.ts';
import { measureSite } from '../helpers/page/site-measures.ts';
import { startStoryCloud } from '../helpers/page/story-cloud.ts';
import type { StoryCloud } from '../helpers/page/story-cloud.ts';

/**
 * What people come for, from the first page to the last mail: the built cloud with its jobs, a real
 * mail server, a phone. All by the keyboard alone; booking once more without JavaScript.
 */

const PHONE = { width: 390, height: 844 };
const FOUND_QR = '/qr/5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350';
const OTHER_QR = '/qr/30d7b8c2-a64f-4e15-97a9-5be2f1708c4d';
const BLANK_NUMBER = 'D7F3A965';
const BALL = '/evenement/la-grande-oreille/bal-folk-de-la-lune';
const BIKES = '/evenement/l-etabli/atelier-velo';

let cloud: StoryCloud;

test.beforeAll(async () => {
  cloud = await startStoryCloud();
});
test.afterAll(() => cloud.stop());

async function openPhone(browser: Browser, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({
    baseURL: cloud.url,
    viewport: PHONE,
    reducedMotion: 'reduce',
    javaScriptEnabled,
  });
  return context.newPage();
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name });

/** Nothing for axe to say, everything large enough, one title, nothing wider than the phone. */
async function expectForEverybody(page: Page, title: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  expect([...(await axeFaults(page)), ...(await page.evaluate(measureSite))]).toEqual([]);
}

/** Gives the address, reads the code in the mail that came, types it. */
async function enterByMail(page: Page, email: string): Promise<void> {
  await typeByKey(page, page.getByLabel('Mon adresse e-mail'), email);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/entrer\/code/);
  const { text } = await cloud.mailBox.read(email, /code/);
  const code = /\b\d{6}\b/.exec(text)?.[0] ?? 'no code in the mail';
  await typeByKey(page, page.getByLabel('Mon code à 6 chiffres'), code);
  await page.keyboard.press('Enter');
}

/** What the agenda's page of an event says is left. */
async function placesLeft(page: Page, path: string): Promise<number> {
  await page.goto(path);
  const text =
    (await page
      .getByText(/Il reste \d+ places/)
      .first()
      .textContent()) ?? '';
  return Number(/\d+/.exec(text)?.[0]);
}

test('"I found a Pass with a QR": scan, e-mail, code from the mail, linked, its money is there', async ({
  browser,
}) => {
  const page = await openPhone(browser);
  await page.goto(FOUND_QR);
  await expectForEverybody(page, 'Ce Pass n’est encore à personne');
  await enterByMail(page, 'trouve+pass@example.org');
  await expect(page.getByRole('status').first()).toContainText('le Pass 5F0C9A3E est relié');
  await expect(page.locator('.purse-total')).toHaveText('10,00\u202f€');
  await expectForEverybody(page, /./);

  // Somebody else who scans it now learns nothing (RULES C5).
  const other = await openPhone(browser);
  await other.goto(FOUND_QR);
  await expect(other.locator('main')).not.toContainText('10,00');
  await expect(other.locator('main')).not.toContainText('trouve');
  await other.context().close();

  await pressKey(page, button(page, 'Sortir'));
  await expect(page.getByRole('status')).toContainText('sorti');
  await page.goto('/mon-compte');
  await page.waitForURL(/\/entrer/);
  await page.context().close();
});

test('"I book two places and one friend cannot come": pay by bank card, tickets by mail, one place given back', async ({
  browser,
}) => {
  const me = 'camille.riou@example.org';
  const page = await openPhone(browser);
  const before = await placesLeft(page, BALL);
  await typeByKey(page, page.getByLabel(/^Plein tarif/), '2');
  await pressKey(page, button(page, 'Réserver'));
  await enterByMail(page, me);
  await pressKey(page, button(page, 'Garder mes places'));
  // The names are missing: the page says which, and the keyboard stands there.
  await expect(page.getByText('2 réponses à revoir')).toBeVisible();
  await expectForEverybody(page, /^Réserver/);
  await pressKey(page, link(page, 'Écrivez un nom pour la place 1.'));
  await typeByKey(page, page.getByLabel(/^Nom pour la place 1/), 'Camille Riou');
  await typeByKey(page, page.getByLabel(/^Nom pour la place 2/), 'Dana Le Bris');
  await pressKey(page, button(page, 'Garder mes places'));
  await expectForEverybody(page, 'Mes places sont gardées');

  await pressKey(page, button(page, 'Payer par carte bancaire'));
  await expect(page.locator('main')).toContainText('Banque de démonstration');
  await pressKey(page, button(page, /^Payer 20,00/));
  await expect(page.getByText('C’est réservé !')).toBeVisible();
  await expectForEverybody(page, /./);
  const booking = new URL(page.url()).pathname;
  const tickets = await cloud.mailBox.read(me, /2 billets/);
  expect(tickets.text).toContain('Dana Le Bris');
  expect(tickets.text).toContain(booking);
  expect(tickets.files.map(({ name }) => name)).toEqual([
    'billet-1.png',
    'billet-2.png',
    'bal-folk-de-la-lune.ics',
  ]);
  const pdf = await page.request.get(`${booking}/billets.pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  expect(await placesLeft(page, BALL)).toBe(before - 2);

  await page.goto(booking);
  await pressKey(page, link(page, /^Annuler/));
  await tickByKey(page, page.getByRole('checkbox', { name: /Dana Le Bris/ }));
  await expectForEverybody(page, /^Annuler/);
  await pressKey(page, button(page, 'Annuler ces places'));
  await expect(page.locator('main')).toContainText('10,00\u202f€');
  await expect(page.locator('main')).toContainText('Camille Riou');
  const cancelled = await cloud.mailBox.read(me, /[Aa]nnul/);
  expect(cancelled.text).toContain('10,00\u202f€');
  expect(await placesLeft(page, BALL)).toBe(before - 1);
  await page.context().close();
});

test('the same without JavaScript: two places, names, paid, tickets', async ({ browser }) => {
  const me = 'sans.script@example.org';
  const page = await openPhone(browser, false);
  await page.goto(BALL);
  await page.getByLabel(/^Plein tarif/).selectOption('2');
  await button(page, 'Réserver').click();
  await page.getByLabel('Mon adresse e-mail').fill(me);
  await button(page, 'Recevoir mon code').click();
  const { text } = await cloud.mailBox.read(me, /code/);
  // The link of the mail does as well as the code.
  await page.goto(/https?:\/\/\S+\/entrer\/lien\/\S+/.exec(text)?.[0] ?? 'no link in the mail');
  await page.locator('main button').first().click();
  await page.getByLabel(/^Nom pour la place 1/).fill('Sacha');
  await page.getByLabel(/^Nom pour la place 2/).fill('<b>Sam</b>');
  await button(page, 'Garder mes places').click();
  await button(page, 'Payer par carte bancaire').click();
  await button(page, /^Payer 20,00/).click();
  await expect(page.getByText('C’est réservé !')).toBeVisible();
  await expect(page.locator('main')).toContainText('<b>Sam</b>');
  await page.reload();
  await expect(page.getByText('C’est réservé !')).toBeVisible();
  await page.goto('/mon-compte/reservations');
  await expect(page.locator('main').getByText('Bal folk de la pleine lune')).toHaveCount(1);
  await page.context().close();
});

test('"my Pass is lost": declared, another asked for, handed over in gestion, linked, the money is there', async ({
  browser,
}) => {
  const me = 'rosalind.hart@example.org';
  const page = await openPhone(browser);
  await page.goto('/entrer?lang=fr');
  await enterByMail(page, me);
  const total = (await page.locator('.purse-total').textContent()) ?? '';
  await pressKey(page, link(page, 'Carte'));
  await pressKey(page, link(page, 'Je l’ai perdu'));
  await expectForEverybody(page, /^Déclarer perdu/);
  await pressKey(page, button(page, 'Oui, il est perdu'));
  await expect(page.getByRole('status').first()).toContainText('le Pass 1B6E84F3 est perdu');
  await expectForEverybody(page, /Pass/);
  await pressKey(page, button(page, 'Demander ce Pass'));
  await expect(page.locator('main')).toContainText('Votre Pass vous attend chez La Grande Oreille');

  const office = await openPhone(browser);
  await office.goto('/entrer?suite=%2Fgestion%2Fla-grande-oreille%2Fpass-demandes');
  await enterByMail(office, 'nolwenn@example.org');
  await expect(office.locator('main')).toContainText('Remplace le Pass 1B6E84F3');
  await expectForEverybody(office, 'Pass demandés');
  await typeByKey(office, office.getByLabel('Numéro du nouveau Pass'), BLANK_NUMBER);
  await pressKey(office, button(office, 'Remettre ce Pass'));
  await expect(office.getByRole('status').first()).toBeVisible();
  await expect(office.locator('main')).not.toContainText('Remplace le Pass 1B6E84F3');
  await office.context().close();

  // The holder's own page says so by itself.
  await expect(page.locator('main')).toContainText(BLANK_NUMBER, { timeout: 4_000 });
  await page.goto('/mon-compte');
  await expect(page.locator('.purse-total')).toHaveText(total);
  await page.context().close();
});

test('"I leave for good": a place booked, money given up with a tick, a mail, and nothing is left to come back to', async ({
  browser,
}) => {
  const me = 'parti@example.org';
  const page = await openPhone(browser);
  await page.goto(OTHER_QR);
  await enterByMail(page, me);
  await expect(page.locator('.purse-total')).toHaveText('9,00\u202f€');
  const before = await placesLeft(page, BIKES);
  await pressKey(page, button(page, 'Réserver'));
  await typeByKey(page, page.getByLabel('À quel nom ?'), 'Pars Bientôt');
  await pressKey(page, button(page, 'Je réserve'));
  await expect(page.getByText('C’est réservé !')).toBeVisible();
  expect(await placesLeft(page, BIKES)).toBe(before - 1);

  await page.goto('/mon-compte/preferences');
  await pressKey(page, link(page, /Supprimer mon compte/));
  await expectForEverybody(page, 'Supprimer mon compte');
  // Without the tick and the word nothing goes.
  await pressKey(page, button(page, /Supprimer mon compte/));
  await expect(page.locator('.field-problem, .problems').first()).toBeVisible();
  await tickByKey(page, page.getByRole('checkbox', { name: /Je laisse 9,00/ }));
  await typeByKey(page, page.getByLabel(/écrivez SUPPRIMER/), 'SUPPRIMER');
  await pressKey(page, button(page, /Supprimer mon compte/));
  await page.waitForURL(/\/au-revoir/);
  await expectForEverybody(page, /./);
  await cloud.mailBox.read(me, /compte/);
  expect(await placesLeft(page, BIKES)).toBe(before);

  await page.goto('/mon-compte');
  await enterByMail(page, me);
  await expect(page.locator('.purse-total')).toHaveText('0,00\u202f€');
  await page.goto('/mon-compte/reservations');
  await expect(page.locator('main')).not.toContainText('Atelier vélo');
  await page.context().close();
});
