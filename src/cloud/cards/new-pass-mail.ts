import type { Language } from '../../shared/i18n.ts';
import type { Mail } from '../http/deps.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { writeMail } from '../mail/write-mail.ts';
import { PATHS_OF_SITE } from '../site/paths.ts';

/** A new Pass was handed over and is linked. */
export function newPassMail(order: {
  readonly to: string;
  readonly language: Language;
  readonly publicUrl: string;
  readonly collective: string;
  readonly number: string;
  readonly lostNumber: string | null;
}): Mail {
  const { to, language, publicUrl, collective, number, lostNumber } = order;
  const t = MAIL_TEXTS[language];
  return writeMail({
    ...{ to, language, subject: t('newPass.subject', { number }) },
    parts: [
      { kind: 'title', text: t('newPass.title') },
      { kind: 'text', text: t('newPass.lead', { collective, number }) },
      ...(lostNumber === null
        ? []
        : [{ kind: 'text', text: t('newPass.lost', { number: lostNumber }) } as const]),
      { kind: 'button', text: t('newPass.button'), url: publicUrl + PATHS_OF_SITE.passes },
      { kind: 'small', text: t('newPass.notYou', { collective }) },
    ],
  });
}
