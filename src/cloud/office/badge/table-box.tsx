import type { PropsWithChildren } from 'hono/jsx';

/** A table that may be wider than a phone: it moves under the finger, and by the keyboard. */
export const TableBox = ({ label, children }: PropsWithChildren<{ readonly label: string }>) => (
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls takes the keyboard
  <div class="table-box" role="region" aria-label={label} tabindex={0}>
    {children}
  </div>
);
