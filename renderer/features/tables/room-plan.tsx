import type { CatalogueShown, ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { addCents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';

type Table = CatalogueShown['tables'][number];
type Tab = ScreenState['parked'][number];

/** Tables where they stand in the room; a plan is a thousand wide and a thousand high. */
export function RoomPlan(props: {
  readonly tables: readonly Table[];
  readonly parked: readonly Tab[];
  readonly isOpen: (table: Table, tabCount: number) => boolean;
  readonly onTouch: (table: Table) => void;
}) {
  return (
    <div className="room-plan">
      {props.tables.map((table) => {
        const tabs = props.parked.filter(({ tableId }) => tableId === table.id);
        return (
          <TableSpot
            key={table.id}
            table={table}
            tabs={tabs}
            isOff={!props.isOpen(table, tabs.length)}
            onTouch={() => props.onTouch(table)}
          />
        );
      })}
    </div>
  );
}

function TableSpot(props: {
  readonly table: Table;
  readonly tabs: readonly Tab[];
  readonly isOff: boolean;
  readonly onTouch: () => void;
}) {
  const { say, euros, clock } = useTexts();
  const { table, tabs } = props;
  const [first] = tabs;
  const place = (thousandths: number): string => `${thousandths / 10}%`;
  return (
    <button
      type="button"
      className="table-spot"
      data-shape={table.shape}
      data-busy={tabs.length > 0}
      disabled={props.isOff}
      style={{
        left: place(table.x),
        top: place(table.y),
        width: place(table.width),
        height: place(table.height),
      }}
      onClick={props.onTouch}
    >
      <span className="table-name">
        <span className="only-heard">{say('tables.table')} </span>
        {table.name}
        {tabs.length > 1 && <small>{say('tables.times', { count: tabs.length })}</small>}
      </span>
      {first === undefined ? (
        <span className="table-free">{say('tables.seats', { count: table.seats })}</span>
      ) : (
        <>
          <span className="table-sum">
            {euros(addCents(...tabs.map(({ totalCents }) => totalCents)))}
          </span>
          <span className="table-since">{clock(first.parkedAt)}</span>
        </>
      )}
    </button>
  );
}
