import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from './icon.tsx';

type TwoStepProps = PropsWithChildren<{
  /** One on each page: a page that is drawn again keeps open what was open. */
  readonly id: string;
  readonly ask: string;
  readonly icon?: string;
  /** Drawn again because of an answer inside. */
  readonly isOpen?: boolean;
}>;

/**
 * Asks a second time in place, without a script: the first press opens what it will do, with the
 * form that does it. Its own button says what goes.
 */
export const TwoStep = ({ id, ask, icon, isOpen, children }: TwoStepProps) => (
  <details class="two-step" id={id} open={isOpen === true}>
    <summary class="button button-second">
      {icon === undefined ? null : <Icon name={icon} />}
      {ask}
    </summary>
    <div class="two-step-sure">{children}</div>
  </details>
);
