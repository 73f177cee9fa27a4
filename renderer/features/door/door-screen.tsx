import { useState } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { Segments } from '../../components/segments.tsx';
import { TextEntry, TextLineButton } from '../../components/text-entry.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { ResultPanel } from '../results/result-panel.tsx';
import { CameraScanner } from './camera-scanner.tsx';

type Door = NonNullable<ScreenState['door']>;
type Guest = ReplyOf<'tickets'>['rows'][number];
type Way = 'scan' | 'list';

/** The door of an event: who comes in on one side, what came of it on the other. */
export function DoorScreen({
  screen,
  door,
}: {
  readonly screen: ScreenState;
  readonly door: Door;
}) {
  const { say } = useTexts();
  const [way, setWay] = useState<Way>('scan');
  return (
    <div className="selling door">
      <header className="top">
        <button
          type="button"
          className="button button-plain door-back"
          aria-label={say('door.back-to-till')}
          onClick={() => ask({ kind: 'open-door', eventId: null }, 'door:shut')}
        >
          <Icon name="back" />
        </button>
        <h1 className="door-name">{door.eventName}</h1>
        <Segments
          label={say('door.way')}
          value={way}
          options={[
            ['scan', say('door.scan')],
            ['list', say('door.list')],
          ]}
          onChoose={setWay}
        />
      </header>
      <main className="counter door-main">
        {way === 'scan' ? <Scan /> : <GuestList door={door} />}
      </main>
      <aside className="side">
        {screen.activity.kind === 'result' ? (
          <ResultPanel key={screen.activity.resultId} activity={screen.activity} />
        ) : (
          <Inside door={door} isOffline={screen.network.kind === 'offline'} />
        )}
      </aside>
    </div>
  );
}

function Scan() {
  const { say } = useTexts();
  return (
    <div className="door-scan">
      <CameraScanner
        onCode={(text) => ask({ kind: 'wedge-typed', text: text.slice(0, 500) }, `scan:${text}`)}
      />
      <p className="door-scan-words">{say('door.scan-do')}</p>
    </div>
  );
}

/** How many came, of how many: read from the other end of the queue. */
function Inside({ door, isOffline }: { readonly door: Door; readonly isOffline: boolean }) {
  const { say, clock } = useTexts();
  const { insideCount, expectedCount, capacity } = door;
  return (
    <section className="door-inside" aria-label={say('door.inside')}>
      <p className="door-inside-hour">{say('door.starts', { hour: clock(door.startsAt) })}</p>
      <p className="door-inside-count" aria-live="polite">
        <strong>{insideCount}</strong>
        <span>{say('door.inside-of', { count: expectedCount })}</span>
      </p>
      <progress max={Math.max(1, expectedCount)} value={Math.min(insideCount, expectedCount)} />
      {capacity !== null && <p>{say('door.capacity', { count: capacity })}</p>}
      <p className="door-prompt">
        <Icon name="pass" />
        {say('door.prompt')}
      </p>
      {isOffline && (
        <p className="door-offline">
          <Icon name="wifi-off" />
          {say('door.offline')}
        </p>
      )}
    </section>
  );
}

function GuestList({ door }: { readonly door: Door }) {
  const { say } = useTexts();
  const [text, setText] = useState('');
  const [page, setPage] = useState(0);
  /** The keyboard takes half of the list: it comes when it is wanted. */
  const [isSearching, setIsSearching] = useState(false);
  const state = useReply<'tickets'>(
    { kind: 'tickets', eventId: door.eventId, text, page },
    `${door.insideCount}:${door.expectedCount}`,
  );
  const search = (next: string) => {
    setText(next);
    setPage(0);
  };
  return (
    <div className="door-list">
      <div className="door-list-rows">
        <ReplyGate state={state}>
          {({ rows, hasMore }) =>
            rows.length === 0 ? (
              <NoRows icon="people" text={say(text === '' ? 'door.nobody' : 'door.not-found')} />
            ) : (
              <>
                <Rows label={say('door.list')}>
                  {rows.map((guest) => (
                    <GuestRow key={guest.ticketId} guest={guest} />
                  ))}
                </Rows>
                <Pages page={page} hasMore={hasMore} onPage={setPage} />
              </>
            )
          }
        </ReplyGate>
      </div>
      {isSearching ? (
        <TextEntry
          label={say('door.search')}
          value={text}
          kind="text"
          lengthMax={40}
          onChange={search}
          onEnter={() => setIsSearching(false)}
        />
      ) : (
        <TextLineButton
          label={say('door.search')}
          value={text}
          isOpen={false}
          onOpen={() => setIsSearching(true)}
        />
      )}
    </div>
  );
}

function GuestRow({ guest }: { readonly guest: Guest }) {
  const { say, clock } = useTexts();
  const { ticketId, holderName, priceName, state, admitted } = guest;
  const title = holderName === '' ? say('door.no-name') : holderName;
  if (state === 'cancelled') {
    return <Row icon="cross" title={title} text={priceName} figure={say('door.cancelled')} />;
  }
  if (admitted !== null) {
    return (
      <Row
        icon="check"
        title={title}
        text={`${priceName}, ${admitted.stationName}`}
        figure={clock(admitted.at)}
      />
    );
  }
  return (
    <Row
      icon="ticket"
      title={title}
      text={priceName}
      onTouch={() => ask({ kind: 'admit-ticket', ticketId }, `admit:${ticketId}`)}
    />
  );
}

function Pages(props: {
  readonly page: number;
  readonly hasMore: boolean;
  readonly onPage: (page: number) => void;
}) {
  const { say } = useTexts();
  if (props.page === 0 && !props.hasMore) return null;
  return (
    <p className="pages">
      <button
        type="button"
        className="button"
        disabled={props.page === 0}
        onClick={() => props.onPage(props.page - 1)}
      >
        <Icon name="back" />
        {say('door.before')}
      </button>
      <button
        type="button"
        className="button"
        disabled={!props.hasMore}
        onClick={() => props.onPage(props.page + 1)}
      >
        {say('door.after')}
        <Icon name="next" />
      </button>
    </p>
  );
}
