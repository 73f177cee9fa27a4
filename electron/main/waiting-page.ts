import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTranslations } from '../../src/shared/i18n.ts';
import type en from '../../resources/locales/en/window.json';

type WindowTexts = typeof en;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The page that stands while the station starts, or when it cannot. */
export function createWaitingPage(
  resourcesFolder: string,
  language: 'fr' | 'en',
): (failure: string | null) => Response {
  const read = (one: 'fr' | 'en'): WindowTexts =>
    JSON.parse(
      readFileSync(join(resourcesFolder, 'locales', one, 'window.json'), 'utf8'),
    ) as WindowTexts;
  const say = makeTranslations({ fr: read('fr'), en: read('en') })[language];
  return (failure) => {
    const [title, body] =
      failure === null
        ? [say('starting.title'), say('starting.body')]
        : [say('failed.title'), say('failed.body')];
    return new Response(page(language, title, body, failure ?? ''), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY },
    });
  };
}

const page = (
  language: string,
  title: string,
  body: string,
  detail: string,
): string => `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><title>TiBillet Station</title>
<style>
  html { background: #14202b; color: #f4efe4; font: 24px/1.45 system-ui, sans-serif; height: 100% }
  body { display: grid; place-content: center; min-height: 100%; margin: 0; padding: 48px; box-sizing: border-box }
  h1 { font-size: 40px; line-height: 1.15; margin: 0 0 16px }
  p { margin: 0; max-width: 34em } pre { white-space: pre-wrap; font-size: 18px; opacity: .8; max-width: 46em }
</style>
<main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p><pre>${escapeHtml(detail)}</pre></main></html>`;

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
