import enSite from '../../../resources/locales/en/site.json' with { type: 'json' };
import frSite from '../../../resources/locales/fr/site.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';
import type { TextKey, Translate } from '../../shared/i18n.ts';

type SiteCatalogue = typeof frSite;

export type SiteKey = TextKey<SiteCatalogue>;
export type SiteTranslate = Translate<SiteCatalogue>;

/** The sentences of the site and of the office. French is the source (STYLE, Words). */
export const SITE_TEXTS = makeTranslations<SiteCatalogue>({ fr: frSite, en: enSite });
