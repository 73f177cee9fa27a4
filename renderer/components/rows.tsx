import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** A list to choose from: each row is one large target. */
export function Rows(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className="rows" aria-label={props.label}>
      {props.children}
    </ul>
  );
}

export function Row(props: {
  readonly icon?: IconName;
  readonly title: string;
  /** A second line, quieter. */
  readonly text?: string;
  /** At the end: an amount, an hour, a count. */
  readonly figure?: string;
  /** Worth a second look. */
  readonly isMarked?: boolean;
  readonly isOff?: boolean;
  /** For one row of a choice; left out for a row that leads somewhere. */
  readonly isChosen?: boolean;
  /** Left out: the row is only read. */
  readonly onTouch?: () => void;
}) {
  const { icon, title, text, figure, onTouch } = props;
  const inside = (
    <>
      {icon !== undefined && <Icon name={icon} />}
      <span className="row-words">
        <span className="row-title">{title}</span>
        {text !== undefined && text !== '' && <span className="row-text">{text}</span>}
      </span>
      {figure !== undefined && <span className="row-figure">{figure}</span>}
      {onTouch !== undefined && props.isChosen === undefined && <Icon name="next" />}
    </>
  );
  return (
    <li>
      {onTouch === undefined ? (
        <div className="row" data-marked={props.isMarked ?? false}>
          {inside}
        </div>
      ) : (
        <button
          type="button"
          className="row"
          data-marked={props.isMarked ?? false}
          disabled={props.isOff ?? false}
          aria-pressed={props.isChosen}
          onClick={onTouch}
        >
          {inside}
        </button>
      )}
    </li>
  );
}

/** Nothing in the list: a drawing and one sentence, in its place. */
export function NoRows(props: { readonly icon: IconName; readonly text: string }) {
  return (
    <div className="no-rows">
      <Icon name={props.icon} />
      <p>{props.text}</p>
    </div>
  );
}
