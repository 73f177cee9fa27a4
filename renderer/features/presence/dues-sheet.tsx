import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { CardId, PresenceId } from '../../../src/shared/ids.ts';
import { addCents, ZERO_CENTS } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Keyboard, TextLine } from '../../components/text-entry.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { dayWords, stayIcon, stayName, stayWords } from './stay-words.ts';
import type { StayRow } from './stay-words.ts';

const TEXT_LENGTH_MAX = 60;

/** Stays that nobody has paid: of the Pass that lies there, of a name, or all. Touched, they are chosen. */
export function DuesSheet(props: { readonly screen: ScreenState; readonly cardId: CardId | null }) {
  const { say } = useTexts();
  const { screen, cardId } = props;
  const [text, setText] = useState('');
  const [isTyping, setIsTyping] = useState(false);
  const { state, rows, chosen, toggle } = useChosenDues(screen, cardId, text.trim());
  const choose = (presenceId: PresenceId) => {
    // The keyboard leaves: what was found is chosen, and its place is the foot's.
    setIsTyping(false);
    toggle(presenceId);
  };
  return (
    <SheetFrame
      kind="dues"
      title={say('presence.dues')}
      {...(cardId === null ? {} : { note: say('presence.of-pass') })}
      onBack={() => openSheet({ kind: 'presences', day: null })}
      foot={!isTyping && <DuesFoot chosen={chosen} />}
    >
      <SheetBody>
        <div className="dues-bar">
          <DuesSearch text={text} isTyping={isTyping} onOpen={() => setIsTyping(!isTyping)} />
          {cardId !== null && (
            <button
              type="button"
              className="button"
              onClick={() => openSheet({ kind: 'dues', cardId: null })}
            >
              {say('presence.everybody')}
            </button>
          )}
        </div>
        <RefusedTouch />
        <ReplyGate state={state}>
          {() => <DueRows rows={rows} chosen={chosen} isSearched={text !== ''} onTouch={choose} />}
        </ReplyGate>
      </SheetBody>
      {isTyping && (
        <div className="dues-keys">
          <Keyboard value={text} kind="name" lengthMax={TEXT_LENGTH_MAX} onChange={setText} />
        </div>
      )}
    </SheetFrame>
  );
}

function DuesFoot({ chosen }: { readonly chosen: readonly StayRow[] }) {
  const { say, euros } = useTexts();
  const total = addCents(ZERO_CENTS, ...chosen.map(({ dueCents }) => dueCents));
  const add = () => {
    closeSheet();
    ask({ kind: 'add-dues', presenceIds: chosen.map(({ presenceId }) => presenceId) }, 'add-dues');
  };
  return (
    <ConfirmBar
      label={say('presence.into-basket')}
      icon="plus"
      isOff={chosen.length === 0}
      onConfirm={add}
    >
      {chosen.length === 0
        ? say('presence.choose')
        : say('presence.chosen', { count: chosen.length, amount: euros(total) })}
    </ConfirmBar>
  );
}

/** The stays to be paid, and which of them were touched. */
function useChosenDues(screen: ScreenState, cardId: CardId | null, text: string) {
  /** Null: nobody has touched a row; then all stays of the Pass are meant, and none of a list. */
  const [touched, setTouched] = useState<ReadonlySet<PresenceId> | null>(null);
  const state = useReply<'dues'>({ kind: 'dues', cardId, text }, screen.revision);
  const inBasket = idsInBasket(screen);
  const rows = (state.reply?.rows ?? []).filter(({ presenceId }) => !inBasket.has(presenceId));
  const chosen = rows.filter(({ presenceId }) => touched?.has(presenceId) ?? cardId !== null);
  const toggle = (presenceId: PresenceId) => {
    const next = new Set(chosen.map((one) => one.presenceId));
    if (!next.delete(presenceId)) next.add(presenceId);
    setTouched(next);
  };
  return { state, rows, chosen, toggle };
}

/** They are in the basket already: they would be refused. */
const idsInBasket = ({ basket }: ScreenState): ReadonlySet<PresenceId> =>
  new Set(
    basket.lines.flatMap(({ detail }) => (detail.kind === 'presence' ? [detail.presenceId] : [])),
  );

function DuesSearch(props: {
  readonly text: string;
  readonly isTyping: boolean;
  readonly onOpen: () => void;
}) {
  const { say } = useTexts();
  const { text, isTyping, onOpen } = props;
  return (
    <>
      {isTyping && <TextLine label={say('presence.name')} value={text} isOpen />}
      <button type="button" className="button" aria-pressed={isTyping} onClick={onOpen}>
        <Icon name="search" />
        {say('presence.search')}
      </button>
    </>
  );
}

function DueRows(props: {
  readonly rows: readonly StayRow[];
  readonly chosen: readonly StayRow[];
  readonly isSearched: boolean;
  readonly onTouch: (presenceId: PresenceId) => void;
}) {
  const texts = useTexts();
  const { say, euros } = texts;
  const { rows, chosen, isSearched, onTouch } = props;
  if (rows.length === 0) {
    return (
      <NoRows icon="check" text={say(isSearched ? 'presence.none-found' : 'presence.none-due')} />
    );
  }
  return (
    <Rows label={say('presence.dues')}>
      {rows.map((row) => (
        <Row
          key={row.presenceId}
          icon={stayIcon(row)}
          title={stayName(row, texts)}
          text={`${dayWords(row, texts)} · ${stayWords(row, texts)}`}
          figure={euros(row.dueCents)}
          isChosen={chosen.includes(row)}
          onTouch={() => onTouch(row.presenceId)}
        />
      ))}
    </Rows>
  );
}
