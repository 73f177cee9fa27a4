import en from '../../resources/locales/en/kiosk.json' with { type: 'json' };
import fr from '../../resources/locales/fr/kiosk.json' with { type: 'json' };
import { dayOf, formatCents, formatHour } from '../../src/shared/format.ts';
import { DEFAULT_LANGUAGE, makeTranslations } from '../../src/shared/i18n.ts';
import type { Language, TextKey, Translate } from '../../src/shared/i18n.ts';
import type { Cents } from '../../src/shared/money.ts';
import { instantFromMs, msOfInstant } from '../../src/shared/time.ts';
import type { Instant } from '../../src/shared/time.ts';
import { useStation } from '../stores/station-store.ts';

type Catalogue = typeof fr;
export type KioskKey = TextKey<Catalogue>;

const TRANSLATIONS = makeTranslations<Catalogue>({ fr, en });
// A kiosk stands in the collective it serves: the machine's time zone is the one people live in.
const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export type Texts = {
  readonly language: Language;
  readonly say: Translate<Catalogue>;
  readonly euros: (amount: Cents) => string;
  readonly hour: (instant: Instant) => string;
  /** The hour, with the day of the week before it when it is not today. */
  readonly since: (instant: Instant) => string;
};

const textsIn = (language: Language): Texts => ({
  language,
  say: TRANSLATIONS[language],
  euros: (amount) => formatCents(amount, language),
  hour: (instant) => formatHour(instant, TIME_ZONE, language),
  since: (instant) => {
    const hour = formatHour(instant, TIME_ZONE, language);
    const today = dayOf(instantFromMs(Date.now()), TIME_ZONE);
    return dayOf(instant, TIME_ZONE) === today ? hour : `${weekday(instant, language)} ${hour}`;
  },
});

const weekday = (instant: Instant, language: Language): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: TIME_ZONE }).format(
    msOfInstant(instant),
  );

const TEXTS: Readonly<Record<Language, Texts>> = { fr: textsIn('fr'), en: textsIn('en') };

/** The sentences in the language the station was asked for. */
export const useTexts = (): Texts =>
  TEXTS[useStation(({ screen }) => screen?.preferences.language ?? DEFAULT_LANGUAGE)];
