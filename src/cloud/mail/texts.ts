import enMail from '../../../resources/locales/en/mail.json' with { type: 'json' };
import frMail from '../../../resources/locales/fr/mail.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';

/** The sentences of the mails. */
export const MAIL_TEXTS = makeTranslations<typeof frMail>({ fr: frMail, en: enMail });
