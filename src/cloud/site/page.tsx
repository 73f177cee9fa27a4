import { gzipSync } from 'node:zlib';
import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Call } from '../http/route.ts';
import { assetUrl } from './assets.ts';
import { markSvg } from './drawings.ts';
import { Form } from './parts/form.tsx';
import { Icon } from './parts/icon.tsx';
import { lookClasses } from './look.ts';
import { PATHS_OF_SITE, readabilityPath } from './paths.ts';
import type { Visit } from './visit.ts';

export type PageContent = {
  readonly title: string;
  readonly description?: string;
  /** `evening`: the tall head with the garland, which holds `head`. */
  readonly head?: Child;
  /** The head stands above a narrow sheet, not above a whole page. */
  readonly isHeadNarrow?: boolean;
  readonly body: Child;
  readonly section?: 'agenda' | 'account' | 'office';
  /** For search engines: JSON-LD, already as text that is safe inside a page. */
  readonly jsonLd?: string;
  /** For the head: what is shown where the page is shared, its own address, its feeds. */
  readonly meta?: Child;
  readonly module?: 'account-module' | 'share-module' | 'countdown-module';
  /** What the module asks to learn that the page has changed; the purse when not said. */
  readonly stateUrl?: string;
  /** Pages about one person are kept by no cache and no search engine. */
  readonly isPrivate?: boolean;
};

type PageStatus = 200 | 400 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503;

/** Below this the header of gzip costs more than it saves. */
const COMPRESSED_BYTES_MIN = 1_000;

/** Draws a whole page and answers it. */
export async function answerPage(
  call: Call,
  visit: Visit,
  content: PageContent,
  status: PageStatus = 200,
): Promise<Response> {
  const page = String(await html`<!doctype html>${(<Shell visit={visit} content={content} />)}`);
  call.c.header('Content-Type', 'text/html; charset=utf-8');
  call.c.header('Content-Language', visit.language);
  call.c.header('Vary', 'Cookie, Accept-Encoding');
  call.c.header('Cache-Control', content.isPrivate === true ? 'no-store' : 'private, no-cache');
  const acceptsGzip = (call.c.req.header('accept-encoding') ?? '').includes('gzip');
  if (!acceptsGzip || page.length < COMPRESSED_BYTES_MIN) return call.c.body(page, status);
  call.c.header('Content-Encoding', 'gzip');
  return call.c.body(new Uint8Array(gzipSync(page)), status);
}

type ShellProps = { readonly visit: Visit; readonly content: PageContent };

const Shell = ({ visit, content }: ShellProps) => {
  const { t } = visit;
  const moduleUrl = content.module === undefined ? null : assetUrl(content.module);
  return (
    <html lang={visit.language} class={lookClasses(visit)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          {content.title === t('site.name')
            ? content.title
            : `${content.title} · ${t('site.name')}`}
        </title>
        <meta name="description" content={content.description ?? t('agenda.description')} />
        <meta name="theme-color" content="#141c3a" />
        {content.isPrivate === true ? <meta name="robots" content="noindex" /> : null}
        <link
          rel="preload"
          href={assetUrl('font') ?? ''}
          as="font"
          type="font/woff2"
          crossorigin=""
        />
        <link rel="stylesheet" href={assetUrl('style') ?? ''} />
        {content.section === 'office' ? (
          <link rel="stylesheet" href={assetUrl('office-style') ?? ''} />
        ) : null}
        <link rel="icon" href={assetUrl('mark') ?? ''} type="image/svg+xml" />
        {content.jsonLd === undefined ? null : (
          <script type="application/ld+json">{raw(content.jsonLd)}</script>
        )}
        {content.meta}
        {moduleUrl === null ? null : <script type="module" src={moduleUrl}></script>}
      </head>
      <body>
        <a class="skip" href="#contenu">
          {t('site.skip')}
        </a>
        <SiteHead visit={visit} content={content} />
        <main id="contenu" tabindex={-1} data-state={content.stateUrl}>
          {content.body}
        </main>
        <SiteFoot visit={visit} />
      </body>
    </html>
  );
};

const SiteHead = ({ visit, content }: ShellProps) => {
  const { t } = visit;
  const isAccount = content.section === 'account';
  return (
    <header class={content.head === undefined ? 'evening' : 'evening evening-tall'}>
      <div class="bar">
        <a class="brand" href={PATHS_OF_SITE.agenda} aria-label={t('site.home')}>
          {raw(markSvg)}
          <span>{t('site.name')}</span>
        </a>
        <nav class="bar-nav" aria-label={t('site.menu')}>
          <a
            href={PATHS_OF_SITE.agenda}
            class="bar-link bar-agenda"
            aria-current={content.section === 'agenda' ? 'page' : undefined}
          >
            <Icon name="calendar" />
            {t('site.agenda')}
          </a>
          {visit.person === null ? (
            <a href={PATHS_OF_SITE.signIn} class="bar-link">
              <Icon name="user" />
              {t('site.signIn')}
            </a>
          ) : (
            <a
              href={PATHS_OF_SITE.purse}
              class="bar-link"
              aria-current={isAccount ? 'page' : undefined}
            >
              <Icon name="purse" />
              {t('site.account')}
            </a>
          )}
        </nav>
      </div>
      {content.head === undefined ? null : <div class="evening-head">{content.head}</div>}
    </header>
  );
};

const SiteFoot = ({ visit }: { readonly visit: Visit }) => {
  const { t } = visit;
  return (
    <footer class="foot">
      {visit.isDemo ? (
        <p class="foot-demo">
          {t('site.demo')} <a href={PATHS_OF_SITE.demoMails}>{t('site.demoMails')}</a>
        </p>
      ) : null}
      <p>{t('site.help')}</p>
      <div class="foot-row">
        <a
          href={otherLanguagePath(visit)}
          class="foot-link"
          hreflang={otherLanguage(visit)}
          lang={otherLanguage(visit)}
        >
          <Icon name="language" />
          {t('site.otherLanguage')}
        </a>
        <a href={readabilityPath(visit.path)} class="foot-link" rel="nofollow">
          <Icon name="sun" />
          {t('readability.link')}
        </a>
        {visit.person === null ? null : (
          <Form visit={visit} action={PATHS_OF_SITE.signOut} class="inline">
            <button type="submit" class="foot-link">
              <Icon name="leave" />
              {t('site.signOut')}
            </button>
          </Form>
        )}
      </div>
    </footer>
  );
};

const otherLanguage = (visit: Visit): 'fr' | 'en' => (visit.language === 'fr' ? 'en' : 'fr');

/** This page in the other language, with what its address already says. */
function otherLanguagePath(visit: Visit): string {
  const url = new URL(visit.path, 'http://site.invalid');
  url.searchParams.set('lang', otherLanguage(visit));
  return url.pathname + url.search;
}
