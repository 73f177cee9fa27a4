import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from '../../site/parts/icon.tsx';

/** Questions of the office's forms. Each keeps what was typed and says beside it what is wrong. */

type Common = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

const Hints = ({ name, hint, problem }: Omit<Common, 'label'>) => (
  <>
    {hint === undefined ? null : (
      <p class="field-hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {problem === undefined ? null : (
      <p class="field-problem" id={`${name}-problem`} role="alert">
        <Icon name="warning" />
        {problem}
      </p>
    )}
  </>
);

const described = ({ name, hint, problem }: Omit<Common, 'label'>) => {
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem === undefined ? [] : [`${name}-problem`]),
  ];
  return {
    'aria-invalid': problem === undefined ? undefined : ('true' as const),
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
  };
};

type TextFieldProps = Common & {
  readonly value: string;
  readonly type?: 'text' | 'date' | 'time' | 'month';
  readonly inputmode?: 'numeric' | 'decimal';
  readonly maxlength?: number;
  /** What the figure is counted in, beside it. */
  readonly unit?: string;
};

export const TextField = (props: TextFieldProps) => {
  const { name, label, value, type = 'text', unit } = props;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Hints {...props} />
      <span class="field-line">
        <input
          id={name}
          name={name}
          type={type}
          value={value}
          inputmode={props.inputmode}
          maxlength={props.maxlength ?? 80}
          autocomplete="off"
          {...described(props)}
        />
        {unit === undefined ? null : <span aria-hidden="true">{unit}</span>}
      </span>
    </div>
  );
};

export const AreaField = (
  props: Common & { readonly value: string; readonly maxlength: number; readonly rows?: number },
) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <Hints {...props} />
    <textarea
      id={props.name}
      name={props.name}
      rows={props.rows ?? 3}
      maxlength={props.maxlength}
      {...described(props)}
    >
      {props.value}
    </textarea>
  </div>
);

type SelectFieldProps = Common & {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
};

export const SelectField = (props: SelectFieldProps) => (
  <div class="field">
    <label for={props.name}>{props.label}</label>
    <Hints {...props} />
    <select id={props.name} name={props.name} {...described(props)}>
      {props.options.map(([value, label]) => (
        <option value={value} selected={value === props.value}>
          {label}
        </option>
      ))}
    </select>
  </div>
);

type CheckFieldProps = Common & { readonly isChecked: boolean };

export const CheckField = (props: CheckFieldProps) => (
  <div class="field-check">
    <input
      id={props.name}
      name={props.name}
      type="checkbox"
      value="oui"
      checked={props.isChecked}
      {...described(props)}
    />
    <div>
      <label for={props.name}>{props.label}</label>
      <Hints {...props} />
    </div>
  </div>
);

type GroupProps = PropsWithChildren<{
  readonly title: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}>;

/** Questions that belong together. */
export const FieldGroup = ({ title, hint, problem, children }: GroupProps) => (
  <fieldset class="panel field-group">
    <legend>{title}</legend>
    {hint === undefined ? null : <p class="field-hint">{hint}</p>}
    {problem === undefined ? null : (
      <p class="field-problem" role="alert">
        <Icon name="warning" />
        {problem}
      </p>
    )}
    {children}
  </fieldset>
);
