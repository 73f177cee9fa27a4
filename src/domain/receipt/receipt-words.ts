import type { Language, ReceiptsCatalogue, Translate } from '../../shared/i18n.ts';
import { formatCents, formatDay, formatHour, dayOf } from '../../shared/format.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReceiptLabel } from './receipt.ts';

/** The words of one language, and how it writes figures. */
export type ReceiptWords = {
  readonly say: Translate<ReceiptsCatalogue>;
  readonly amount: (amount: Cents) => string;
  /** `mardi 3 novembre 2026, 14 h 30` */
  readonly moment: (instant: Instant, timeZone: string) => string;
  readonly day: (day: Parameters<typeof formatDay>[0]) => string;
  readonly hour: (instant: Instant, timeZone: string) => string;
  /** 550 basis points: `5,5 %`, `5.5%` in English. */
  readonly rate: (rateBp: number) => string;
  readonly label: (label: ReceiptLabel) => string;
};

const RATE_SUFFIX: Readonly<Record<Language, string>> = { fr: '\u202F%', en: '%' };
const RATES: Readonly<Record<Language, Intl.NumberFormat>> = {
  fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

export function receiptWords(say: Translate<ReceiptsCatalogue>, language: Language): ReceiptWords {
  const hour = (instant: Instant, timeZone: string): string =>
    formatHour(instant, timeZone, language);
  return {
    say,
    amount: (amount) => formatCents(amount, language),
    hour,
    day: (day) => formatDay(day, language),
    moment: (instant, timeZone) =>
      say('head.moment', {
        day: formatDay(dayOf(instant, timeZone), language),
        hour: hour(instant, timeZone),
      }),
    rate: (rateBp) => `${RATES[language].format(rateBp / 100)}${RATE_SUFFIX[language]}`,
    label: (label) => ('key' in label ? say(`report.${label.key}`) : label.text),
  };
}
