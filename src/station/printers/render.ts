import { formatDay, dayOf } from '../../shared/format.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Receipt } from '../../domain/receipt/receipt.ts';
import { receiptMarkup } from '../../domain/receipt/receipt-markup.ts';
import { toSvg } from '../../domain/receipt/to-svg.ts';
import { RECEIPT_TEXTS } from './receipt-texts.ts';
import { toEscPos } from './to-esc-pos.ts';

/** On a screen a paper is as wide as the usual 80 mm one. */
const SCREEN_COLUMNS = 42;

/** The paper as a drawing, for a screen or a page. No script in it, nothing to load. */
export function renderSvg(receipt: Receipt, language: Language): string {
  const paper = { columns: SCREEN_COLUMNS, alphabet: 'screen' } as const;
  const markup = receiptMarkup(receipt, { language, say: RECEIPT_TEXTS[language] }, paper);
  const day = formatDay(dayOf(receipt.at, receipt.timeZone), language);
  return toSvg(markup, { columns: SCREEN_COLUMNS, title: `${receipt.collective.name}, ${day}` });
}

/** The paper as bytes for a receipt printer, cut at the end. */
export function renderEscPos(receipt: Receipt, language: Language, columns: number): Uint8Array {
  const paper = { columns, alphabet: 'printer' } as const;
  const markup = receiptMarkup(receipt, { language, say: RECEIPT_TEXTS[language] }, paper);
  return toEscPos(markup, { columns });
}
