import type { Cell } from '../../domain/receipt/paper-line.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Mail } from '../http/deps.ts';
import { mailHtml } from '../mail/mail-html.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { footLines, paperParts } from './paper-lines.ts';
import type { PaperPart } from './paper-lines.ts';
import type { Paper } from './read-paper.ts';

/** A receipt by mail: the lines of the paper, and where to see it again (RULES T11). */
export function receiptMail(order: {
  readonly to: string;
  readonly language: Language;
  readonly paper: Paper;
  /** Null for what has no page. */
  readonly pageUrl: string | null;
}): Mail {
  const { to, language, paper, pageUrl } = order;
  const t = MAIL_TEXTS[language];
  const collective = paper.collective.name;
  const parts = paperParts(paper, language);
  const foot = footLines(paper, language);
  const subject = t('receipt.subject', { collective });
  const text = [
    t('receipt.lead'),
    '',
    collective,
    ...parts.flatMap((part) => ['', ...partText(part)]),
    '',
    ...foot,
    '',
    ...(pageUrl === null ? [] : [t('receipt.link'), pageUrl, '']),
    t('sign'),
    '',
  ].join('\n');
  const html = mailHtml({
    language,
    title: subject,
    parts: [
      { kind: 'text', text: t('receipt.lead') },
      { kind: 'text', text: collective },
      ...parts.map((part) => ({ kind: 'rows' as const, rows: part.map((row) => row.map(cellOf)) })),
      ...foot.map((line) => ({ kind: 'small' as const, text: line })),
      ...(pageUrl === null
        ? []
        : [{ kind: 'button' as const, text: t('receipt.button'), url: pageUrl }]),
      { kind: 'small', text: t('sign') },
    ],
  });
  return { to, subject, text, html };
}

const cellOf = ({ text, style }: Cell) => ({ text, isStrong: style !== 'plain' });

const partText = (part: PaperPart): readonly string[] =>
  part.map((row) =>
    row
      .map(({ text, indent }) => ' '.repeat(indent ?? 0) + text)
      .filter((text) => text !== '')
      .join('  '),
  );
