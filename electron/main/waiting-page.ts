import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTranslations } from '../../src/shared/i18n.ts';
import type { Language, Translate } from '../../src/shared/i18n.ts';
import type french from '../../resources/locales/fr/window.json';
import { actionsOf } from './notice.ts';
import type { Notice } from './notice.ts';
import { actionAddress } from './security.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** All that the scheme serves beside the page; everything else is not there. */
const FILES: Readonly<Record<string, { readonly path: readonly string[]; readonly type: string }>> =
  {
    '/look/tokens.css': { path: ['look', 'tokens.css'], type: 'text/css' },
    '/look/window.css': { path: ['look', 'window.css'], type: 'text/css' },
    '/look/dusk.svg': { path: ['look', 'dusk.svg'], type: 'image/svg+xml' },
    '/fonts/atkinson-hyperlegible-next.woff2': {
      path: ['fonts', 'atkinson-hyperlegible-next.woff2'],
      type: 'font/woff2',
    },
  };

export type WaitingPage = (address: string, notice: Notice) => Response;

/** The page that stands while the station starts, or when it cannot. It has no script. */
export function createWaitingPage(options: {
  readonly resourcesFolder: string;
  readonly language: Language;
  /** Name and telephone of whoever helps, when the collective gave them. */
  readonly helper: string | undefined;
}): WaitingPage {
  const { resourcesFolder, language } = options;
  const read = (one: Language): typeof french =>
    JSON.parse(
      readFileSync(join(resourcesFolder, 'locales', one, 'window.json'), 'utf8'),
    ) as typeof french;
  const say = makeTranslations({ fr: read('fr'), en: read('en') })[language];
  const logo = readFileSync(join(resourcesFolder, 'look', 'logo.svg'), 'utf8');

  return (address, notice) => {
    const { pathname } = new URL(address);
    const file = FILES[pathname];
    if (file !== undefined) {
      return answer(readFileSync(join(resourcesFolder, ...file.path)), file.type);
    }
    if (pathname !== '/') return new Response(null, { status: 404 });
    return answer(
      writePage({ notice, say, language, logo, helper: options.helper }),
      'text/html; charset=utf-8',
    );
  };
}

const answer = (body: string | Uint8Array<ArrayBuffer>, type: string): Response =>
  new Response(body, {
    headers: {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });

function writePage(page: {
  readonly notice: Notice;
  readonly say: Translate<typeof french>;
  readonly language: Language;
  readonly logo: string;
  readonly helper: string | undefined;
}): string {
  const { notice, say, helper } = page;
  const text = (part: string): string => `<p>${escapeHtml(part)}</p>`;
  const isTrouble = notice.kind !== 'starting';
  const parts = [
    `<h1>${escapeHtml(say(`${notice.kind}.title`))}</h1>`,
    ...whatHappened(notice, say).map((part) => `<p class="what">${escapeHtml(part)}</p>`),
    ...(isTrouble
      ? [text(helper === undefined ? say('help.unnamed') : say('help.named', { who: helper }))]
      : []),
    ...writeActions(notice, say),
    ...(notice.kind === 'failed'
      ? [
          `<p class="detail"><strong>${escapeHtml(say('detail'))}</strong> ${escapeHtml(notice.failure.detail)}</p>`,
        ]
      : []),
  ];
  return `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<title>TiBillet Station</title>
<link rel="stylesheet" href="/look/tokens.css">
<link rel="stylesheet" href="/look/window.css">
</head>
<body data-notice="${notice.kind}">
<img class="dusk" src="/look/dusk.svg" alt="">
<main><div class="logo">${page.logo}</div>
${parts.join('\n')}
</main>
</body>
</html>`;
}

function whatHappened(notice: Notice, say: Translate<typeof french>): readonly string[] {
  if (notice.kind !== 'failed') return [say(`${notice.kind}.body`)];
  return [say(`failed.${notice.failure.reason}`), say('failed.safe')];
}

function writeActions(notice: Notice, say: Translate<typeof french>): readonly string[] {
  const actions = actionsOf(notice);
  if (actions.length === 0) return [];
  const links = actions.map(
    (action) => `<a href="${actionAddress(action)}">${escapeHtml(say(`action.${action}`))}</a>`,
  );
  return [`<nav class="actions">${links.join('')}</nav>`];
}

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
