import enReceipts from '../../../resources/locales/en/receipts.json' with { type: 'json' };
import frReceipts from '../../../resources/locales/fr/receipts.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';
import type { ReceiptsCatalogue } from '../../shared/i18n.ts';

/** The sentences of papers. */
export const RECEIPT_TEXTS = makeTranslations<ReceiptsCatalogue>({
  fr: frReceipts,
  en: enReceipts,
});
