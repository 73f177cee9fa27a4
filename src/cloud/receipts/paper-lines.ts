import type { Cell, PaperLine } from '../../domain/receipt/paper-line.ts';
import { passLines } from '../../domain/receipt/pass-lines.ts';
import { saleLines } from '../../domain/receipt/sale-lines.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Paper } from './read-paper.ts';
import { RECEIPT_WORDS } from './texts.ts';

/** A table of the paper, or a line of text as a row of one cell. */
export type PaperPart = readonly (readonly Cell[])[];

/**
 * What the paper of a till says, between its rules: the same lines in the same order, to be drawn
 * on a page or in a mail.
 */
export function paperParts(paper: Paper, language: Language): readonly PaperPart[] {
  const words = RECEIPT_WORDS[language];
  const lines = 'vat' in paper ? saleLines(paper, words) : passLines(paper, words);
  return cutAtRules(lines);
}

function cutAtRules(lines: readonly PaperLine[]): readonly PaperPart[] {
  const parts: (readonly Cell[])[][] = [[]];
  for (const line of lines) {
    if (line.kind === 'rule') parts.push([]);
    else if (line.kind === 'text') parts.at(-1)?.push([line.cell]);
    else if (line.kind === 'table') parts.at(-1)?.push(...line.rows);
  }
  return parts.filter((part) => part.length > 0);
}

/** Said at the bottom, as on paper. */
export const footLines = (paper: Paper, language: Language): readonly string[] =>
  paper.footer.length > 0 ? paper.footer : [RECEIPT_WORDS[language].say('footer.thanks')];
