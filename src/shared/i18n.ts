import { createInstance } from 'i18next';
import type receiptsSource from '../../resources/locales/fr/receipts.json';

/** French is the source and the default; English is complete. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'fr';

export const isLanguage = (text: string | undefined): text is Language =>
  LANGUAGES.some((language) => language === text);

/** What a sentence is filled with. Amounts, dates and hours come already written (format.ts). */
export type TextValues = Readonly<Record<string, string | number>>;

type PluralForm = '_zero' | '_one' | '_two' | '_few' | '_many' | '_other';
type WithoutPlural<Key extends string> = Key extends `${infer Stem}${PluralForm}` ? Stem : Key;

/** The keys of a catalogue, `account.title`. The forms of a plural are one key, asked with `count`. */
export type TextKey<Catalogue> = {
  [Key in keyof Catalogue & string]: Catalogue[Key] extends string
    ? WithoutPlural<Key>
    : `${Key}.${TextKey<Catalogue[Key]>}`;
}[keyof Catalogue & string];

/** The sentences of papers: what a receipt is written with, on paper, screen and mail. */
export type ReceiptsCatalogue = typeof receiptsSource;

export type Translate<Catalogue> = (key: TextKey<Catalogue>, values?: TextValues) => string;

/**
 * The sentences of one surface (kiosk, site, mail, receipts) in each language. Values are not
 * escaped here: whoever writes the page does that, once.
 */
export function makeTranslations<Catalogue extends object>(
  catalogues: Readonly<Record<Language, Catalogue>>,
): Readonly<Record<Language, Translate<Catalogue>>> {
  const instance = createInstance();
  void instance.init({
    lng: DEFAULT_LANGUAGE,
    fallbackLng: DEFAULT_LANGUAGE,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: {
      fr: { translation: { ...catalogues.fr } },
      en: { translation: { ...catalogues.en } },
    },
  });
  const translateInto = (language: Language): Translate<Catalogue> => {
    const translate = instance.getFixedT(language);
    return (key, values) => translate(key as string, { ...values });
  };
  return { fr: translateInto('fr'), en: translateInto('en') };
}
