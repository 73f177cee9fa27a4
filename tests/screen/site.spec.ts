import { expect } from '@playwright/test';
import { MAELLE } from './site-pages.ts';
import { signIn, signInByMail, test } from './site-test.ts';

const BYTES_MAX = 60_000;
const REQUESTS_MAX = 5;

test('a first visit is at most 60 KB in at most 5 requests, all to the same host', async ({
  page,
  site,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const urls: string[] = [];
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ request }) => {
    // A drawing inside the style sheet is no request: it is counted with the sheet.
    if (!request.url.startsWith('data:')) urls.push(request.url);
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.length).toBeLessThanOrEqual(REQUESTS_MAX);
  expect(urls.filter((url) => !url.startsWith(site.url))).toEqual([]);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
});

test('nothing is refused by the page’s own security policy', async ({ page, site }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const path of ['/', '/evenement/la-grande-oreille/fanfare-des-ecluses', '/entrer']) {
    await page.goto(path);
  }
  await signInByMail(page, site, MAELLE);
  await page.waitForTimeout(2_000);
  expect(complaints).toEqual([]);
});

test('a sale at a till shows on the open page within 2 seconds, and what was open stays open', async ({
  page,
  site,
}) => {
  await signIn(page, site, 'rosalind.hart@example.org');
  await page.goto('/mon-compte?lang=fr');
  const total = page.locator('.purse-total');
  const before = await total.textContent();
  // The module has asked once when the page is quiet.
  await page.waitForResponse((response) => response.url().endsWith('/etat'));
  await site.play({ kind: 'top-up', cardNumber: '1B6E84F3', cents: 1_000 });
  await expect(total).not.toHaveText(before ?? '', { timeout: 2_000 });

  await site.play({
    kind: 'sale',
    cardNumber: '1B6E84F3',
    cashCents: 0,
    lines: [{ label: 'Sirop de menthe', count: 1, cents: 250 }],
  });
  const details = page.locator('.history details').first();
  await expect(details).toContainText('Sirop de menthe', { timeout: 2_000 });
  await details.locator('summary').click();
  await site.play({ kind: 'top-up', cardNumber: '1B6E84F3', cents: 100 });
  await expect(page.locator('.history .row').first()).toContainText('1,00', { timeout: 2_000 });
  await expect(details).toHaveAttribute('open', '');
});

test('an out at a door shows on the open page within 2 seconds, and somebody in on the board', async ({
  browser,
  page,
  site,
}) => {
  const email = 'bastien.quere@example.org';
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await signIn(page, site, email);
  await page.goto('/mon-compte/badgeuse?lang=fr');
  await page.waitForResponse((response) => response.url().endsWith('/badgeuse/etat'));
  const link = page.getByRole('link', { name: 'Ce qui est noté, et pourquoi' });
  await link.focus();
  const inAt = '2026-11-22T14:00:00.000Z';
  await site.play({ kind: 'stays', stays: [{ email, inAt, outAt: '2026-11-22T15:10:00.000Z' }] });
  const stay = page.locator('.history .row');
  await expect(stay).toContainText('15\u202fh à 16\u202fh\u202f10', { timeout: 2_000 });
  await expect(page.getByRole('link', { name: 'Payer avec ma tirelire' })).toBeVisible();
  await expect(link).toBeFocused();
  await stay.locator('summary').click();
  await expect(stay).toContainText('par tranche de 15\u202fmin');

  const board = await browser.newPage({ baseURL: site.url });
  await board.goto('/collectif/l-etabli/presences');
  const desks = board.locator('.tap-space').first();
  const before = await desks.textContent();
  await board.waitForResponse((response) => response.url().endsWith('/presences/etat'));
  await site.play({
    kind: 'stays',
    stays: [{ email, inAt: '2026-11-22T16:30:00.000Z', outAt: null }],
  });
  await expect(desks).not.toHaveText(before ?? '', { timeout: 2_000 });
  expect(complaints).toEqual([]);
  await board.close();
});

test('the map opens in the phone’s own program', async ({ page }) => {
  await page.goto('/evenement/la-grande-oreille/fanfare-des-ecluses');
  const link = page.getByRole('link', { name: /Ouvrir le plan/ });
  await expect(link).toHaveAttribute('href', /^geo:48\.20714,-1\.93062\?q=/);
});
