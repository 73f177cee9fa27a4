import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Instant } from '../../shared/time.ts';
import { isFormSigned, isSecretShape, makeSecret, signForm } from '../auth/secrets.ts';
import type { SignedInPerson } from '../http/deps.ts';
import type { Call } from '../http/route.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { readLook, writeLook } from './look.ts';
import type { Look } from './look.ts';
import { SITE_TEXTS } from './texts.ts';
import type { SiteTranslate } from './texts.ts';

/** What every page is drawn with. */
export type Visit = {
  readonly language: Language;
  readonly t: SiteTranslate;
  readonly person: SignedInPerson | null;
  readonly now: Instant;
  /** Path with query, as asked. */
  readonly path: string;
  readonly isDemo: boolean;
  /** How this person, or this browser, wants pages to look. */
  readonly look: Look;
  /** The hidden mark of a form; asking for it sets the visitor's cookie. */
  readonly formMark: () => string;
};

/** Reads the language and who is there. A language in the address is kept for the next pages. */
export function openVisit(call: Call, person: SignedInPerson | null): Visit {
  const language = chooseLanguage(call, person);
  const { pathname, search } = new URL(call.c.req.url);
  let secret = readVisitorSecret(call);
  return {
    language,
    t: SITE_TEXTS[language],
    person,
    now: call.deps.clock(),
    path: pathname + search,
    isDemo: call.deps.config.demo,
    look: chooseLook(call, person),
    formMark: () => {
      if (secret === null) {
        secret = makeSecret();
        writeCookie(call, 'visitor', secret);
      }
      return signForm(secret);
    },
  };
}

/** Whether a form was drawn for this browser. Beside the app's own check of where it comes from. */
export function isFormOurs(call: Call, mark: string): boolean {
  const secret = readVisitorSecret(call);
  return secret !== null && isFormSigned(secret, mark);
}

function chooseLanguage(call: Call, person: SignedInPerson | null): Language {
  const asked = call.c.req.query('lang');
  const kept = readCookie(call, 'language');
  if (isLanguage(asked)) {
    if (asked !== kept) writeCookie(call, 'language', asked);
    return asked;
  }
  if (isLanguage(kept)) return kept;
  return person?.language ?? DEFAULT_LANGUAGE;
}

/**
 * What a person set goes with them. This browser keeps it too, for the pages that do not ask who
 * is there.
 */
function chooseLook(call: Call, person: SignedInPerson | null): Look {
  const kept = readCookie(call, 'look');
  if (person === null) return readLook(kept);
  const { textSize, contrast } = person;
  const look = { textSize, contrast };
  const text = writeLook(look);
  if (text !== (kept ?? '')) writeCookie(call, 'look', text);
  return look;
}

function readVisitorSecret(call: Call): string | null {
  const secret = readCookie(call, 'visitor');
  return secret !== undefined && isSecretShape(secret) ? secret : null;
}
