import enBooking from '../../../resources/locales/en/mail-booking.json' with { type: 'json' };
import enMembers from '../../../resources/locales/en/mail-members.json' with { type: 'json' };
import enAccount from '../../../resources/locales/en/mail-account.json' with { type: 'json' };
import enMail from '../../../resources/locales/en/mail.json' with { type: 'json' };
import frBooking from '../../../resources/locales/fr/mail-booking.json' with { type: 'json' };
import frMembers from '../../../resources/locales/fr/mail-members.json' with { type: 'json' };
import frAccount from '../../../resources/locales/fr/mail-account.json' with { type: 'json' };
import frMail from '../../../resources/locales/fr/mail.json' with { type: 'json' };
import { makeTranslations } from '../../shared/i18n.ts';

// One file for each part; no two have a group of the same name.
const fr = { ...frMail, ...frBooking, ...frMembers, ...frAccount };
const en = { ...enMail, ...enBooking, ...enMembers, ...enAccount };

/** The sentences of the mails. */
export const MAIL_TEXTS = makeTranslations<typeof fr>({ fr, en });
