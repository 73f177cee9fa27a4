import type { PropsWithChildren } from 'hono/jsx';
import type { Visit } from '../visit.ts';
import { Icon } from './icon.tsx';

/** Name of the hidden field that proves a form is ours. */
export const FORM_MARK_FIELD = 'marque';

type FormProps = PropsWithChildren<{
  readonly visit: Visit;
  readonly action: string;
  readonly class?: string;
}>;

/** Every form that changes something: sent by POST, with the mark of this browser. */
export const Form = ({ visit, action, class: className, children }: FormProps) => (
  <form method="post" action={action} class={className ?? 'form'} novalidate>
    <input type="hidden" name={FORM_MARK_FIELD} value={visit.formMark()} />
    {children}
  </form>
);

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'text' | 'date' | 'time';
  readonly value: string;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly autocomplete: string;
  readonly inputmode?: 'numeric' | 'decimal' | 'email';
  readonly maxlength: number;
  readonly class?: string;
  readonly autofocus?: boolean;
};

/** A question with its label, its hint and, when the answer was refused, why. */
export const Field = ({ label, hint, problem, class: className, ...input }: FieldProps) => {
  const describedBy = [
    hint === undefined ? null : `${input.name}-hint`,
    problem == null ? null : `${input.name}-problem`,
  ].filter((id) => id !== null);
  return (
    <div class="field">
      <label for={input.name}>{label}</label>
      {hint === undefined ? null : (
        <p class="field-hint" id={`${input.name}-hint`}>
          {hint}
        </p>
      )}
      {problem == null ? null : (
        <p class="field-problem" id={`${input.name}-problem`} role="alert">
          <Icon name="warning" />
          {problem}
        </p>
      )}
      <input
        {...input}
        id={input.name}
        class={className}
        required
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={problem == null ? undefined : 'true'}
        aria-describedby={describedBy.length === 0 ? undefined : describedBy.join(' ')}
      />
    </div>
  );
};

type ButtonProps = PropsWithChildren<{
  readonly kind?: 'main' | 'second' | 'danger';
  readonly icon?: string;
  readonly label?: string;
}>;

export const Button = ({ kind = 'main', icon, label, children }: ButtonProps) => (
  <button type="submit" class={`button button-${kind}`} aria-label={label}>
    {icon === undefined ? null : <Icon name={icon} />}
    {children}
  </button>
);

type ButtonLinkProps = PropsWithChildren<{
  readonly href: string;
  readonly kind?: 'main' | 'second';
  readonly icon?: string;
}>;

export const ButtonLink = ({ href, kind = 'main', icon, children }: ButtonLinkProps) => (
  <a href={href} class={`button button-${kind}`}>
    {icon === undefined ? null : <Icon name={icon} />}
    {children}
  </a>
);
