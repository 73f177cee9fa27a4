import type { Receipt } from '../../domain/receipt/receipt.ts';
import type { Language } from '../../shared/i18n.ts';

/** The paper as a drawing, for a screen. Harmless inside a page: no script, no address. */
export function renderSvg(receipt: Receipt, language: Language): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" lang="${language}"><title>${receipt.kind}</title></svg>`;
}
