import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { actionsOf } from '../../../electron/main/notice.ts';
import type { Notice } from '../../../electron/main/notice.ts';
import { planReload, RELOAD_WAITS_MS } from '../../../electron/main/plan-reload.ts';
import { createWaitingPage } from '../../../electron/main/waiting-page.ts';
import { START_FAILURES } from '../../../src/contract/supervised.ts';

const RESOURCES = fileURLToPath(new URL('../../../resources', import.meta.url));
const PAGE = 'tibillet-kiosk://window/';

const pageIn = (language: 'fr' | 'en', helper?: string) =>
  createWaitingPage({ resourcesFolder: RESOURCES, language, helper });

const failed = (reason: (typeof START_FAILURES)[number], detail = 'detail'): Notice => ({
  kind: 'failed',
  failure: { reason, detail },
});

describe('the waiting page', () => {
  test.each(['fr', 'en'] as const)(
    'has its own sentence for each failure: %s',
    async (language) => {
      const pages = await Promise.all(
        START_FAILURES.map((reason) => pageIn(language)(PAGE, failed(reason)).text()),
      );
      const sentences = pages.map((page) => /<p class="what">([^<]+)/.exec(page)?.[1] ?? '');
      expect(new Set(sentences).size).toBe(START_FAILURES.length);
      // A key without a sentence would stand there as it is.
      for (const sentence of sentences) expect(sentence).toMatch(/ .*\.$/);
    },
  );

  test('says what happened, that nothing is lost, who can help, and the detail', async () => {
    const page = pageIn('fr', 'Nolwenn, 06 12 34 56 78');
    const text = await page(PAGE, failed('disk-full', 'No room on /data.')).text();
    expect(text).toContain('Le disque est plein.');
    expect(text).toContain('Rien n’est perdu.');
    expect(text).toContain('Qui peut aider : Nolwenn, 06 12 34 56 78');
    expect(text).toContain('No room on /data.');
    expect(text).toContain('<html lang="fr">');
  });

  test('asks for the person in charge when nobody is named', async () => {
    const text = await pageIn('fr')(PAGE, { kind: 'page-stopped' }).text();
    expect(text).toContain('Appelez la personne qui s’occupe de la caisse.');
  });

  test('a detail stays text, whatever is in it', async () => {
    const text = await pageIn('fr', '<b>')(PAGE, failed('other', '<script>"&')).text();
    expect(text).toContain('&lt;script&gt;&quot;&amp;');
    expect(text).toContain('Qui peut aider : &lt;b&gt;');
    expect(text).not.toContain('<script');
  });

  test('has a policy without any script or style in the page', () => {
    const policy = pageIn('fr')(PAGE, { kind: 'starting' }).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
  });

  test('18 its scheme serves the page and what it is drawn with, nothing else', async () => {
    const page = pageIn('fr');
    const starting: Notice = { kind: 'starting' };
    const text = await page(PAGE, starting).text();
    const drawn = [...text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(drawn).toHaveLength(3);
    for (const path of drawn) expect(page(new URL(path, PAGE).href, starting).status).toBe(200);
    const others = [
      'look/',
      'locales/fr/window.json',
      'look/../demo/staff.json',
      '%2e%2e/package.json',
      '../../../etc/passwd',
      'index.html',
    ];
    const served = others.filter((path) => page(`${PAGE}${path}`, starting).status !== 404);
    expect(served).toEqual([]);
  });
});

describe('the buttons of a notice', () => {
  test('nothing can be closed while the till starts or sells', () => {
    expect(actionsOf({ kind: 'starting' })).toEqual([]);
    expect(actionsOf({ kind: 'page-stopped' })).toEqual(['again']);
  });

  test('without a till the window can be closed, and started again where that waits for somebody', () => {
    expect(actionsOf(failed('newer-version'))).toEqual(['again', 'leave']);
    expect(actionsOf(failed('port-taken'))).toEqual(['leave']);
    expect(actionsOf({ kind: 'slow' })).toEqual(['leave']);
  });

  test('stand on the page as links, which need no script', async () => {
    const text = await pageIn('fr')(PAGE, failed('newer-version')).text();
    expect(text).toContain('<a href="tibillet-kiosk://window/again">Réessayer</a>');
    expect(text).toContain('<a href="tibillet-kiosk://window/leave">Fermer</a>');
  });
});

describe('a page that dies', () => {
  test('is back at once, then later and later, then a calm page stands for a minute', () => {
    let deathsInRow = 0;
    const plans = Array.from({ length: RELOAD_WAITS_MS.length + 2 }, () => {
      const plan = planReload({ livedMs: 100, deathsInRow });
      ({ deathsInRow } = plan);
      return [plan.shows, plan.waitMs];
    });
    expect(plans).toEqual([
      ...RELOAD_WAITS_MS.map((waitMs) => ['same-page', waitMs]),
      ['calm-page', 60_000],
      ['calm-page', 60_000],
    ]);
    expect(RELOAD_WAITS_MS).toHaveLength(5);
  });

  test('after a long and healthy life is the first again', () => {
    expect(planReload({ livedMs: 31_000, deathsInRow: 9 })).toEqual({
      deathsInRow: 1,
      shows: 'same-page',
      waitMs: 0,
    });
  });
});
