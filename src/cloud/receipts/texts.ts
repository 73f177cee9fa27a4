import enReceipts from '../../../resources/locales/en/receipts.json' with { type: 'json' };
import frReceipts from '../../../resources/locales/fr/receipts.json' with { type: 'json' };
import { receiptWords } from '../../domain/receipt/receipt-words.ts';
import type { ReceiptWords } from '../../domain/receipt/receipt-words.ts';
import { makeTranslations } from '../../shared/i18n.ts';
import type { Language, ReceiptsCatalogue } from '../../shared/i18n.ts';

const TEXTS = makeTranslations<ReceiptsCatalogue>({ fr: frReceipts, en: enReceipts });

/** The words of papers, the same as on those that a till prints. */
export const RECEIPT_WORDS: Readonly<Record<Language, ReceiptWords>> = {
  fr: receiptWords(TEXTS.fr, 'fr'),
  en: receiptWords(TEXTS.en, 'en'),
};
