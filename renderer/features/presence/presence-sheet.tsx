import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { formatDay, formatMinutes } from '../../../src/shared/format.ts';
import type { PresenceId } from '../../../src/shared/ids.ts';
import type { Day } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { Reckoning } from '../badge/reckoning.tsx';
import { useStays } from './presences-sheet.tsx';
import { hoursWords, isDue, markWords, stayName } from './stay-words.ts';
import type { StayRow } from './stay-words.ts';

type Place = { readonly presenceId: PresenceId; readonly day: Day | null };

/** One stay: where, when, what it costs and how that was found; and what can be done about it. */
export function PresenceSheet(props: { readonly screen: ScreenState } & Place) {
  const texts = useTexts();
  const { say } = texts;
  const { screen, presenceId, day } = props;
  const state = useStays(screen, day);
  const row = state.reply?.rows.find((one) => one.presenceId === presenceId) ?? null;
  return (
    <SheetFrame
      kind="presence"
      title={row === null ? say('presence.one') : stayName(row, texts)}
      onBack={() => openSheet({ kind: 'presences', day })}
      foot={row !== null && <PresenceFoot row={row} day={day} />}
    >
      <SheetBody isRead>
        <RefusedTouch />
        <ReplyGate state={state}>
          {() =>
            row === null ? <NoRows icon="people" text={say('presence.gone')} /> : <Stay row={row} />
          }
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function Stay({ row }: { readonly row: StayRow }) {
  const texts = useTexts();
  const { say, euros, language } = texts;
  const isOpen = row.state === 'open';
  return (
    <div className="stay">
      <ul className="stay-facts">
        <Fact icon="home" text={row.spaceName} />
        <Fact icon="calendar" text={formatDay(row.day, language)} />
        <Fact icon="clock" text={hoursWords(row, texts)} />
        {row.isGuest && <Fact icon="people" text={say('presence.guest')} />}
        {markWords(row, texts).map((words) => (
          <Fact key={words} icon="warning" text={words} />
        ))}
      </ul>
      <div className="stay-price">
        <p className="amount-figure">
          <span>
            {isOpen ? say('presence.price-now') : say('presence.price')} ·{' '}
            {formatMinutes(row.stayedMinutes, language)}
          </span>
          <BigAmount amount={row.cents} />
        </p>
        {row.why.length > 0 && <Reckoning steps={row.why} />}
        {!isOpen && row.cents > 0 && (
          <p className="stay-due" data-due={isDue(row)}>
            <Icon name={isDue(row) ? 'euro' : 'check'} />
            {isDue(row)
              ? say('presence.due', { amount: euros(row.dueCents) })
              : say('presence.paid')}
          </p>
        )}
      </div>
    </div>
  );
}

function Fact(props: { readonly icon: Parameters<typeof Icon>[0]['name']; readonly text: string }) {
  return (
    <li>
      <Icon name={props.icon} />
      <span>{props.text}</span>
    </li>
  );
}

function PresenceFoot(props: { readonly row: StayRow; readonly day: Day | null }) {
  const { say } = useTexts();
  const { row, day } = props;
  const { presenceId } = row;
  return (
    <div className="sale-foot">
      <button
        type="button"
        className="button"
        onClick={() => openSheet({ kind: 'presence-correct', presenceId, day })}
      >
        <Icon name="clock" />
        {say('presence.correct')}
      </button>
      {row.state === 'open' && (
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            openSheet({ kind: 'presences', day });
            ask({ kind: 'presence-out', presenceId }, `out:${presenceId}`);
          }}
        >
          <Icon name="leave" />
          {say('presence.out')}
        </button>
      )}
      {isDue(row) && (
        <button
          type="button"
          className="button button-main"
          onClick={() => {
            closeSheet();
            ask({ kind: 'add-dues', presenceIds: [presenceId] }, `due:${presenceId}`);
          }}
        >
          <Icon name="plus" />
          {say('presence.into-basket')}
        </button>
      )}
    </div>
  );
}
