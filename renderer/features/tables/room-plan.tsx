import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { addCents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';

type Table = CatalogueShown['tables'][number];
type Tab = ScreenState['parked'][number];

/** A room with one small table is not drawn as one huge table. */
const SPAN_MIN = 500;

/** Tables where they stand in the room, as large as the glass allows: the empty edge is left out. */
export function RoomPlan(props: {
  readonly tables: readonly Table[];
  readonly parked: readonly Tab[];
  readonly isOpen: (table: Table, tabCount: number) => boolean;
  readonly onTouch: (table: Table) => void;
}) {
  const { tables } = props;
  const across = spanOf(tables.map(({ x, width }) => [x, x + width] as const));
  const down = spanOf(tables.map(({ y, height }) => [y, y + height] as const));
  return (
    <div className="room-plan">
      <div className="room-floor">
        {tables.map((table) => {
          const tabs = props.parked.filter(({ tableId }) => tableId === table.id);
          return (
            <TableSpot
              key={table.id}
              table={table}
              place={{
                left: across.at(table.x),
                top: down.at(table.y),
                width: across.size(table.width),
                height: down.size(table.height),
              }}
              tabs={tabs}
              isOff={!props.isOpen(table, tabs.length)}
              onTouch={() => props.onTouch(table)}
            />
          );
        })}
      </div>
    </div>
  );
}

/** From the first edge to the last one, as parts of a hundred. */
function spanOf(edges: readonly (readonly [from: number, to: number])[]) {
  const start = Math.min(...edges.map(([from]) => from));
  const span = Math.max(SPAN_MIN, ...edges.map(([, to]) => to - start));
  const part = (thousandths: number): string => `${(thousandths / span) * 100}%`;
  return { at: (place: number) => part(place - start), size: part };
}

function TableSpot(props: {
  readonly table: Table;
  readonly place: {
    readonly left: string;
    readonly top: string;
    readonly width: string;
    readonly height: string;
  };
  readonly tabs: readonly Tab[];
  readonly isOff: boolean;
  readonly onTouch: () => void;
}) {
  const { say, euros, clock } = useTexts();
  const { table, tabs } = props;
  const [first] = tabs;
  return (
    <button
      type="button"
      className="table-spot"
      data-shape={table.shape}
      data-busy={tabs.length > 0}
      disabled={props.isOff}
      style={props.place}
      onClick={props.onTouch}
    >
      <span className="table-name">
        <span className="only-heard">{say('tables.table')} </span>
        {table.name}
        {tabs.length > 1 && <small>{say('tables.times', { count: tabs.length })}</small>}
      </span>
      {first === undefined ? (
        <span className="table-seats">
          <Icon name="people" />
          {table.seats}
          <span className="only-heard">{say('tables.seats', { count: table.seats })}</span>
        </span>
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
