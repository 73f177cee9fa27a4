import { parseEmail } from '../../auth/email.ts';
import type { Email, EmailFault } from '../../auth/email.ts';
import type { SentForm } from '../forms.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { SiteKey } from '../texts.ts';

export const EMAIL_FIELD = 'email';

const FAULTS: Readonly<Record<EmailFault, SiteKey>> = {
  'email-empty': 'problem.emailEmpty',
  'email-wrong': 'problem.emailWrong',
  'email-long': 'problem.emailLong',
};

export type EmailProblem = { readonly typed: string; readonly problem: SiteKey };

/** The address of a form, or what to say beside the field, which keeps what was typed. */
export function readEmail(form: SentForm): Result<Email, EmailProblem> {
  const typed = form.text(EMAIL_FIELD);
  const email = parseEmail(typed);
  if (!email.ok) return err({ typed, problem: FAULTS[email.error] });
  return form.isOurs ? ok(email.value) : err({ typed, problem: 'problem.formOld' });
}
