import { Button, Field, Form } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';

export const CODE_FIELD = 'code';

type CodeFormProps = {
  readonly visit: Visit;
  readonly action: string;
  readonly typed: string;
  readonly problem: string | null;
  /** What the button says. */
  readonly send: string;
};

/** Six digits that came by mail: to sign in, or to prove a new address. */
export const CodeForm = ({ visit, action, typed, problem, send }: CodeFormProps) => {
  const { t } = visit;
  return (
    <>
      {visit.isDemo ? (
        <p class="demo-hint">
          <a href={PATHS_OF_SITE.demoMails}>{t('site.demoMails')}</a>
        </p>
      ) : null}
      <Form visit={visit} action={action}>
        <Field
          name={CODE_FIELD}
          label={t('signIn.code')}
          hint={t('signIn.codeLive')}
          type="text"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={12}
          class="code-input"
          value={typed}
          problem={problem}
        />
        <Button icon="check">{send}</Button>
      </Form>
    </>
  );
};
