import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { NoRows, Row, Rows } from '../../components/rows.tsx';

type Tab = ScreenState['parked'][number];

/** Tabs one under the other, the one that waits longest first. */
export function TabRows(props: {
  readonly tabs: readonly Tab[];
  /** Null: they are only read. */
  readonly onChoose: ((tab: Tab) => void) | null;
}) {
  const { say, euros, since } = useTexts();
  const { tabs, onChoose } = props;
  if (tabs.length === 0) return <NoRows icon="pause" text={say('tables.no-tabs')} />;
  return (
    <Rows label={say('tables.tabs')}>
      {tabs.map((tab) => (
        <Row
          key={tab.basketId}
          icon="receipt"
          title={tab.name}
          text={[
            say('tables.pieces', { count: tab.pieceCount }),
            say('tables.since', { hour: since(tab.parkedAt) }),
            tab.staffName,
          ].join(' · ')}
          figure={euros(tab.totalCents)}
          {...(onChoose === null ? {} : { onTouch: () => onChoose(tab) })}
        />
      ))}
    </Rows>
  );
}
