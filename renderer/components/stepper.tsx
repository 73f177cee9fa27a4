import { useTexts } from '../app/texts.ts';
import { Icon } from './icon.tsx';

/** How many, one by one. */
export function Stepper(props: {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** What stands between the keys, when it is not the number itself. */
  readonly shown?: string;
}) {
  const { say } = useTexts();
  const { value, min = 1, max, onChange } = props;
  return (
    <span className="stepper stepper-large" role="group" aria-label={props.label}>
      <button
        type="button"
        aria-label={say('options.less')}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Icon name="minus" />
      </button>
      <span className="stepper-count" aria-live="polite">
        {props.shown ?? value}
      </span>
      <button
        type="button"
        aria-label={say('options.more')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}
