import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** The last touch of a sheet, in its foot: one main button, and perhaps one beside it. */
export function ConfirmBar(props: {
  readonly label: string;
  readonly icon?: IconName;
  readonly isOff?: boolean;
  /** It takes something away: it says what goes, in the colour of danger. */
  readonly isDanger?: boolean;
  readonly onConfirm: () => void;
  /** What is about to happen, in one sentence; or another button. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="confirm-bar">
      {props.children !== undefined && <div className="confirm-bar-words">{props.children}</div>}
      <button
        type="button"
        className={props.isDanger === true ? 'button button-danger' : 'button button-main'}
        disabled={props.isOff ?? false}
        onClick={props.onConfirm}
      >
        <Icon name={props.icon ?? 'check'} />
        {props.label}
      </button>
    </div>
  );
}
