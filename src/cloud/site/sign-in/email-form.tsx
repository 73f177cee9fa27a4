import { Button, Field, Form } from '../parts/form.tsx';
import type { Visit } from '../visit.ts';
import { EMAIL_FIELD } from './read-email.ts';
import type { EmailProblem } from './read-email.ts';

type EmailFormProps = {
  readonly visit: Visit;
  readonly action: string;
  readonly problem: EmailProblem | null;
};

/** Asks for an address. Keeps what was typed when it was refused. */
export const EmailForm = ({ visit, action, problem }: EmailFormProps) => {
  const { t } = visit;
  return (
    <Form visit={visit} action={action}>
      <Field
        name={EMAIL_FIELD}
        label={t('signIn.email')}
        hint={t('signIn.emailHint')}
        type="email"
        inputmode="email"
        autocomplete="email"
        maxlength={254}
        value={problem?.typed ?? ''}
        problem={problem === null ? null : t(problem.problem)}
      />
      <Button icon="mail">{t('signIn.send')}</Button>
    </Form>
  );
};
