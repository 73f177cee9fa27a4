import enAgenda from '../../../resources/locales/en/site-agenda.json' with { type: 'json' };
import enBooking from '../../../resources/locales/en/site-booking.json' with { type: 'json' };
import enBank from '../../../resources/locales/en/site-bank.json' with { type: 'json' };
import enMembers from '../../../resources/locales/en/site-members.json' with { type: 'json' };
import enAccount from '../../../resources/locales/en/site-account.json' with { type: 'json' };
import enVolunteers from '../../../resources/locales/en/site-volunteers.json' with { type: 'json' };
import enSite from '../../../resources/locales/en/site.json' with { type: 'json' };
import frAgenda from '../../../resources/locales/fr/site-agenda.json' with { type: 'json' };
import frBooking from '../../../resources/locales/fr/site-booking.json' with { type: 'json' };
import frBank from '../../../resources/locales/fr/site-bank.json' with { type: 'json' };
import frMembers from '../../../resources/locales/fr/site-members.json' with { type: 'json' };
import frAccount from '../../../resources/locales/fr/site-account.json' with { type: 'json' };
import frVolunteers from '../../../resources/locales/fr/site-volunteers.json' with { type: 'json' };
import frSite from '../../../resources/locales/fr/site.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';
import type { Language, TextKey, Translate } from '../../shared/i18n.ts';
import { keepTogether } from './parts/written.ts';

// One file for each part of the site; no two have a group of the same name.
const fr = {
  ...frSite,
  ...frAgenda,
  ...frBooking,
  ...frBank,
  ...frMembers,
  ...frAccount,
  ...frVolunteers,
};
const en = {
  ...enSite,
  ...enAgenda,
  ...enBooking,
  ...enBank,
  ...enMembers,
  ...enAccount,
  ...enVolunteers,
};

type SiteCatalogue = typeof fr;

export type SiteKey = TextKey<SiteCatalogue>;
export type SiteTranslate = Translate<SiteCatalogue>;

const translations = makeTranslations<SiteCatalogue>({ fr, en });

/** The sentences of the site and of the office. French is the source (STYLE, Words). */
export const SITE_TEXTS: Readonly<Record<Language, SiteTranslate>> = {
  fr: (key, values) => keepTogether(translations.fr(key, values)),
  en: translations.en,
};
