import type { Child, PropsWithChildren } from 'hono/jsx';

/** A table that may be wider than a phone: it moves under the finger, and by the keyboard. */
export const TableBox = ({ label, children }: PropsWithChildren<{ readonly label: string }>) => (
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls takes the keyboard
  <div class="table-box" role="region" aria-label={label} tabindex={0}>
    {children}
  </div>
);

type CardTableProps = {
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly { readonly title: string; readonly isFigure?: boolean }[];
  readonly rows: readonly (readonly Child[])[];
};

/** Rows and columns for the office; on a phone each row becomes a card whose cells say what they are. */
export const CardTable = ({ caption, columns, rows }: CardTableProps) => (
  <table class="table table-cards">
    <caption>{caption}</caption>
    <thead>
      <tr>
        {columns.map(({ title, isFigure }) => (
          <th scope="col" class={isFigure === true ? 'figure' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells) => (
        <tr>
          {cells.map((cell, index) =>
            index === 0 ? (
              <th scope="row">{cell}</th>
            ) : (
              <td
                data-label={columns[index]?.title}
                class={columns[index]?.isFigure === true ? 'figure' : undefined}
              >
                {cell}
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
);
