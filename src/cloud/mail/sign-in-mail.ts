import type { Language } from '../../shared/i18n.ts';
import type { Mail } from '../http/deps.ts';
import { mailHtml } from './mail-html.ts';
import { MAIL_TEXTS } from './texts.ts';

/** The mail with the code and the link that open an account (RULES P1). */
export function signInMail(order: {
  readonly to: string;
  readonly language: Language;
  readonly code: string;
  readonly linkUrl: string;
  /** Number of the Pass that will be linked; null when there is none. */
  readonly cardNumber: string | null;
}): Mail {
  const { to, language, code, linkUrl, cardNumber } = order;
  const t = MAIL_TEXTS[language];
  const forCard = cardNumber === null ? [] : [t('signIn.forCard', { number: cardNumber })];
  const subject = t('signIn.subject', { code });
  const text = [
    t('signIn.hello'),
    '',
    t('signIn.lead'),
    '',
    `    ${code}`,
    '',
    t('signIn.live'),
    ...forCard,
    '',
    t('signIn.or'),
    linkUrl,
    '',
    t('signIn.notYou'),
    '',
    t('signIn.sign'),
    '',
  ].join('\n');
  const html = mailHtml({
    language,
    title: subject,
    parts: [
      { kind: 'text', text: `${t('signIn.hello')} ${t('signIn.lead')}` },
      { kind: 'code', text: code },
      { kind: 'text', text: [t('signIn.live'), ...forCard].join(' ') },
      { kind: 'button', text: t('signIn.button'), url: linkUrl },
      { kind: 'small', text: t('signIn.notYou') },
      { kind: 'small', text: t('signIn.sign') },
    ],
  });
  return { to, subject, text, html };
}
