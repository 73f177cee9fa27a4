import { useState } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { openSheet } from '../../stores/view-store.ts';
import { RoomPlan } from './room-plan.tsx';
import { TabRows } from './tab-rows.tsx';
import { useTabChoice } from './tab-choice.ts';
import type { TabChoice, TabPurpose } from './tab-choice.ts';

type Table = CatalogueShown['tables'][number];

/** Which list is on glass: one room, or the tabs that have no table. */
const NO_TABLE = '';

/**
 * The rooms with their tables, and the tabs beside them. What a touch does depends on what lies on
 * the counter: it brings a tab there, puts the basket down, moves it, or puts two together.
 */
export function TablesSheet(props: {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
  readonly purpose: TabPurpose;
}) {
  const { say } = useTexts();
  const { screen, catalogue } = props;
  const choice = useTabChoice(screen, props.purpose);
  const rooms = [...new Set(catalogue.tables.map(({ room }) => room))];
  const [chosenRoom, setRoom] = useState(rooms[0] ?? NO_TABLE);
  /** A table where several tabs lie: one of them is chosen next. */
  const [crowded, setCrowded] = useState<Table | null>(null);
  const room = rooms.includes(chosenRoom) ? chosenRoom : NO_TABLE;
  const loose = screen.parked.filter(({ tableId }) => !isTable(catalogue, tableId));

  const touchTable = (table: Table) => {
    const tabs = screen.parked.filter(({ tableId }) => tableId === table.id);
    if (tabs.length > 1 && choice.needsOneTab) setCrowded(table);
    else choice.chooseTable(table, tabs[0] ?? null);
  };
  return (
    <SheetFrame
      kind="tables"
      title={
        crowded === null ? say(choice.title) : say('tables.table-name', { name: crowded.name })
      }
      {...(crowded === null ? {} : { onBack: () => setCrowded(null) })}
      foot={crowded === null && <TablesFoot choice={choice} />}
    >
      <SheetBody>
        {rooms.length > 0 && crowded === null && (
          <Segments
            label={say('tables.rooms')}
            value={room}
            isWide
            options={[
              ...rooms.map((name) => [name, name] as const),
              [NO_TABLE, say('tables.loose', { count: loose.length })],
            ]}
            onChoose={setRoom}
          />
        )}
        <RefusedTouch />
        {crowded === null && room !== NO_TABLE ? (
          <RoomPlan
            tables={catalogue.tables.filter((table) => table.room === room)}
            parked={screen.parked}
            isOpen={choice.isOpen}
            onTouch={touchTable}
          />
        ) : (
          <TabRows
            tabs={
              crowded === null
                ? loose
                : screen.parked.filter(({ tableId }) => tableId === crowded.id)
            }
            onChoose={choice.takesTabs ? choice.chooseTab : null}
          />
        )}
      </SheetBody>
    </SheetFrame>
  );
}

function TablesFoot({ choice }: { readonly choice: TabChoice }) {
  const { say } = useTexts();
  return (
    <div className="tables-foot">
      <p>{say(choice.hint)}</p>
      {choice.takesName && (
        <button type="button" className="button" onClick={() => openSheet({ kind: 'park' })}>
          <Icon name="user" />
          {say('tables.by-name')}
        </button>
      )}
    </div>
  );
}

const isTable = (catalogue: CatalogueShown, tableId: string | null): boolean =>
  catalogue.tables.some(({ id }) => id === tableId);
