import { useMemo } from 'react';
import en from '../../resources/locales/en/kiosk.json' with { type: 'json' };
import fr from '../../resources/locales/fr/kiosk.json' with { type: 'json' };
import { dayOf, formatCents, formatHour } from '../../src/shared/format.ts';
import { DEFAULT_LANGUAGE, makeTranslations } from '../../src/shared/i18n.ts';
import type { Language, TextKey, Translate } from '../../src/shared/i18n.ts';
import type { Cents } from '../../src/shared/money.ts';
import { instantFromMs, msOfInstant } from '../../src/shared/time.ts';
import type { Day, Instant } from '../../src/shared/time.ts';
import { useStation } from '../stores/station-store.ts';

type Catalogue = typeof fr;
export type KioskKey = TextKey<Catalogue>;

const TRANSLATIONS = makeTranslations<Catalogue>({ fr, en });
/** No hour is shown before the station has spoken. */
const TIME_ZONE_AT_FIRST = 'UTC';

export type Texts = {
  readonly language: Language;
  readonly say: Translate<Catalogue>;
  readonly euros: (amount: Cents) => string;
  /** The hour of a clock: its minutes too when they are 00, so that it keeps its width. */
  readonly clock: (instant: Instant) => string;
  /** The hour, with the day of the week before it when it is not today. */
  readonly since: (instant: Instant) => string;
  /** `mar. 3`: a day among its neighbours. */
  readonly shortDay: (day: Day) => string;
};

const textsIn = (language: Language, timeZone: string): Texts => ({
  language,
  say: TRANSLATIONS[language],
  euros: (amount) => formatCents(amount, language),
  clock: (instant) => formatHour(instant, timeZone, language).replace(/h$/, 'h\u202f00'),
  since: (instant) => {
    const hour = formatHour(instant, timeZone, language);
    const today = dayOf(instantFromMs(Date.now()), timeZone);
    if (dayOf(instant, timeZone) === today) return hour;
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone });
    return `${weekday.format(msOfInstant(instant))} ${hour}`;
  },
  shortDay: (day) =>
    new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }).format(
      Date.parse(`${day}T12:00:00Z`),
    ),
});

/**
 * The sentences in the language the station was asked for. Hours are the collective's, whatever
 * the machine believes.
 */
export function useTexts(): Texts {
  const language = useStation(
    ({ screen, customer }) =>
      screen?.preferences.language ?? customer?.language ?? DEFAULT_LANGUAGE,
  );
  const timeZone = useStation(({ screen }) => screen?.station.timeZone ?? TIME_ZONE_AT_FIRST);
  return useMemo(() => textsIn(language, timeZone), [language, timeZone]);
}
