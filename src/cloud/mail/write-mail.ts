import type { Language } from '../../shared/i18n.ts';
import type { Mail } from '../http/deps.ts';
import { mailHtml } from './mail-html.ts';
import type { MailPart } from './mail-html.ts';
import { MAIL_TEXTS } from './texts.ts';

type Letter = Omit<Mail, 'text' | 'html'> & {
  readonly language: Language;
  readonly parts: readonly MailPart[];
};

/** A mail as a page and as plain text, made from the same parts and signed by the site. */
export function writeMail({ language, parts, ...mail }: Letter): Mail {
  const sign = MAIL_TEXTS[language]('sign');
  const all: readonly MailPart[] = [...parts, { kind: 'small', text: sign }];
  const colon = language === 'fr' ? '\u00a0:' : ':';
  return {
    ...mail,
    text: `${all
      .map((part) => partText(part, colon))
      .filter((text) => text !== '')
      .join('\n\n')}\n`,
    html: mailHtml({ language, title: mail.subject, parts: all }),
  };
}

function partText(part: MailPart, colon: string): string {
  switch (part.kind) {
    case 'title':
    case 'text':
    case 'small':
      return part.text;
    case 'code':
      return `    ${part.text}`;
    case 'button':
      return `${part.text}${colon}\n${part.url}`;
    case 'facts':
      return part.facts
        .map(([label, text]) => `${label}${colon} ${text.replaceAll('\n', ', ')}`)
        .join('\n');
    case 'rows':
      return part.rows.map((row) => row.map(({ text }) => text).join('  ')).join('\n');
    case 'picture':
      return '';
  }
}
