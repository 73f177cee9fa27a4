import enSite from '../../../resources/locales/en/site.json' with { type: 'json' };
import frSite from '../../../resources/locales/fr/site.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';
import type { Language, TextKey, Translate } from '../../shared/i18n.ts';
import { keepTogether } from './parts/written.ts';

type SiteCatalogue = typeof frSite;

export type SiteKey = TextKey<SiteCatalogue>;
export type SiteTranslate = Translate<SiteCatalogue>;

const translations = makeTranslations<SiteCatalogue>({ fr: frSite, en: enSite });

/** The sentences of the site and of the office. French is the source (STYLE, Words). */
export const SITE_TEXTS: Readonly<Record<Language, SiteTranslate>> = {
  fr: (key, values) => keepTogether(translations.fr(key, values)),
  en: translations.en,
};
