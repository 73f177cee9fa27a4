import type { Child, PropsWithChildren } from 'hono/jsx';
import { Icon } from './icon.tsx';

/** Questions of forms. Each keeps what was typed and says beside it what is wrong. */

type Question = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

/** What stands between a question and its answer: a hint, and why an answer was refused. */
const Hints = ({ name, hint, problem }: Omit<Question, 'label'>) => (
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

/** What a screen reader says with the answer. */
const described = ({ name, hint, problem }: Omit<Question, 'label'>) => {
  const ids = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem === undefined ? [] : [`${name}-problem`]),
  ];
  return {
    'aria-invalid': problem === undefined ? undefined : ('true' as const),
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
  };
};

type TextFieldProps = Question & {
  readonly value: string;
  readonly type?:
    'text' | 'date' | 'time' | 'month' | 'email' | 'tel' | 'search' | 'datetime-local';
  readonly inputmode?: 'numeric' | 'decimal';
  readonly maxlength?: number;
  /** What the browser may fill in; nothing unless said. */
  readonly autocomplete?: string;
  readonly isRequired?: boolean;
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
          autocomplete={props.autocomplete ?? 'off'}
          required={props.isRequired === true}
          {...described(props)}
        />
        {unit === undefined ? null : <span aria-hidden="true">{unit}</span>}
      </span>
    </div>
  );
};

export const AreaField = (
  props: Question & { readonly value: string; readonly maxlength: number; readonly rows?: number },
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

type SelectFieldProps = Question & {
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

type CheckFieldProps = Question & { readonly isChecked: boolean };

/** Yes or no: sends "oui", or nothing. */
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

type Choice = {
  readonly value: string;
  readonly title: string;
  /** What to know before choosing it, or why it cannot be chosen. */
  readonly note?: Child;
  /** On the right: an amount, what is left. */
  readonly aside?: Child;
  readonly icon?: string;
  readonly isOff?: boolean;
};

type ChoiceCardsProps = Question & {
  /** The value chosen; empty for none yet. */
  readonly value: string;
  readonly choices: readonly Choice[];
};

/** One of several, as cards: a price, a means of payment. The first card carries the question's id. */
export const ChoiceCards = (props: ChoiceCardsProps) => (
  <fieldset class="choice-group" aria-describedby={described(props)['aria-describedby']}>
    <legend>{props.label}</legend>
    <Hints {...props} />
    {props.choices.map((choice, index) => (
      <label class="choice-card">
        <input
          id={index === 0 ? props.name : `${props.name}-${index}`}
          type="radio"
          name={props.name}
          value={choice.value}
          checked={choice.value === props.value}
          disabled={choice.isOff === true}
        />
        {choice.icon === undefined ? null : <Icon name={choice.icon} />}
        <span class="choice-text">
          <strong>{choice.title}</strong>
          {choice.note === undefined ? null : <span class="soft">{choice.note}</span>}
        </span>
        {choice.aside === undefined ? null : <span class="choice-aside">{choice.aside}</span>}
      </label>
    ))}
  </fieldset>
);

/** Up to here each number is a key of its own; a few more are chosen from a list; many are typed. */
const COUNT_KEYS_MAX = 5;
const COUNT_LISTED_MAX = 30;

type CountFieldProps = Question & {
  readonly value: string;
  readonly min?: number;
  readonly max: number;
};

/** How many, without a script: a tap on a figure, or on a list that stands beside the words. */
export const CountField = (props: CountFieldProps) => {
  const { label, value, min = 0, max } = props;
  if (max > COUNT_KEYS_MAX) return <CountRow {...props} min={min} />;
  return (
    <fieldset class="choice-group" aria-describedby={described(props)['aria-describedby']}>
      <legend>{label}</legend>
      <Hints {...props} />
      <div class="counts">
        {numbersFrom(min, max).map((key, index) => (
          <label class="count">
            <input
              id={index === 0 ? props.name : `${props.name}-${key}`}
              type="radio"
              name={props.name}
              value={key}
              checked={key === value}
            />
            {key}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const numbersFrom = (min: number, max: number): readonly string[] =>
  Array.from({ length: Math.max(1, max - min + 1) }, (_, index) => String(min + index));

const CountRow = (props: CountFieldProps & { readonly min: number }) => {
  const { name, label, value, min, max } = props;
  return (
    <div class="field field-row">
      <label for={name}>{label}</label>
      {max > COUNT_LISTED_MAX ? (
        <input
          id={name}
          name={name}
          type="number"
          inputmode="numeric"
          min={min}
          max={max}
          value={value}
          {...described(props)}
        />
      ) : (
        <select id={name} name={name} {...described(props)}>
          {numbersFrom(min, max).map((key) => (
            <option value={key} selected={key === value}>
              {key}
            </option>
          ))}
        </select>
      )}
      <Hints {...props} />
    </div>
  );
};
