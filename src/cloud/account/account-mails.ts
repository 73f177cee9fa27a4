import type { Language } from '../../shared/i18n.ts';
import type { Mail } from '../http/deps.ts';
import type { MailPart } from '../mail/mail-html.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { writeMail } from '../mail/write-mail.ts';

type Reader = { readonly to: string; readonly language: Language };

/** The code that proves a new address (RULES P3). It goes to the new one. */
export function newEmailMail({ to, language, code }: Reader & { readonly code: string }): Mail {
  const t = MAIL_TEXTS[language];
  return write({ to, language }, t('newEmail.subject', { code }), [
    { kind: 'text', text: t('newEmail.lead') },
    { kind: 'code', text: code },
    { kind: 'text', text: t('newEmail.live') },
    { kind: 'small', text: t('newEmail.notYou') },
  ]);
}

/** Tells the old address that it no longer opens the account, and who to write to if that is wrong. */
export function emailChangedMail(reader: Reader & { readonly contacts: readonly Contact[] }): Mail {
  const t = MAIL_TEXTS[reader.language];
  return write(reader, t('emailChanged.subject'), [
    { kind: 'text', text: t('emailChanged.lead') },
    { kind: 'text', text: t('emailChanged.still') },
    { kind: 'text', text: t('emailChanged.notYou') },
    ...contactParts(reader.contacts),
  ]);
}

/** The last mail of an account (RULES P4). */
export function goodbyeMail(
  reader: Reader & { readonly contacts: readonly Contact[]; readonly gaveUpMoney: boolean },
): Mail {
  const t = MAIL_TEXTS[reader.language];
  return write(reader, t('goodbye.subject'), [
    { kind: 'text', text: t('goodbye.lead') },
    { kind: 'text', text: t('goodbye.kept') },
    ...(reader.gaveUpMoney ? [{ kind: 'text' as const, text: t('goodbye.money') }] : []),
    { kind: 'text', text: t('goodbye.back') },
    { kind: 'text', text: t('goodbye.notYou') },
    ...contactParts(reader.contacts),
  ]);
}

/** Somebody who can answer: a collective of theirs. */
export type Contact = { readonly name: string; readonly email: string };

const contactParts = (contacts: readonly Contact[]): readonly MailPart[] =>
  contacts.map(({ name, email }) => ({ kind: 'text', text: `${name} : ${email}` }));

function write(reader: Reader, subject: string, parts: readonly MailPart[]): Mail {
  const { to, language } = reader;
  const hello: MailPart = { kind: 'text', text: MAIL_TEXTS[language]('signIn.hello') };
  return writeMail({ to, language, subject, parts: [hello, ...parts] });
}
