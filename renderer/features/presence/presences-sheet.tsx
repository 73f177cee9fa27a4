import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { addDays, formatDay } from '../../../src/shared/format.ts';
import type { Day } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useNowMs } from '../../components/use-now.ts';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { isDue, stayIcon, stayName, stayWords } from './stay-words.ts';
import type { StayRow } from './stay-words.ts';

/** A price of somebody who is in grows with the minute. */
const MINUTE_MS = 60_000;

/** Who is in, since when, and what it costs by now; the days before, to put something right. */
export function PresencesSheet(props: {
  readonly screen: ScreenState;
  /** Null: who is in now. */
  readonly day: Day | null;
}) {
  const texts = useTexts();
  const { say, language } = texts;
  const { screen, day } = props;
  const state = useStays(screen, day);
  const { today } = screen.day;
  const yesterday = addDays(today, -1);
  const shown = day === today ? 'today' : day === null ? 'now' : 'yesterday';
  const dayOf = { now: null, today, yesterday } as const;
  const isOffline = screen.network.kind === 'offline';
  return (
    <SheetFrame
      kind="presences"
      title={say('presence.title')}
      note={
        day === null ? countWords(state.reply?.rows.length ?? 0, texts) : formatDay(day, language)
      }
      onBack={() => openSheet({ kind: 'menu' })}
      foot={<PresencesFoot />}
    >
      <SheetBody>
        <Segments
          label={say('presence.when')}
          value={shown}
          isWide
          options={[
            ['now', say('presence.now')],
            ['today', say('presence.today')],
            ['yesterday', say('presence.yesterday')],
          ]}
          onChoose={(value) => openSheet({ kind: 'presences', day: dayOf[value] })}
        />
        <RefusedTouch />
        {isOffline && (
          <p className="notice">
            <Icon name="wifi-off" />
            <span>{say('presence.offline')}</span>
          </p>
        )}
        <ReplyGate state={state}>
          {({ rows }) =>
            rows.length === 0 ? (
              <NoRows
                icon="people"
                text={say(day === null ? 'presence.nobody' : 'presence.nobody-then')}
              />
            ) : (
              <StayRows rows={rows} day={day} />
            )
          }
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

/** The stays of a day, or of now; asked again with each minute. */
export function useStays(screen: ScreenState, day: Day | null) {
  const minute = Math.floor(useNowMs(MINUTE_MS) / MINUTE_MS);
  return useReply<'presences'>({ kind: 'presences', day }, `${screen.revision}:${minute}`);
}

const countWords = (count: number, { say }: ReturnType<typeof useTexts>): string =>
  say('presence.count', { count });

function StayRows(props: { readonly rows: readonly StayRow[]; readonly day: Day | null }) {
  const texts = useTexts();
  const { rows, day } = props;
  return (
    <Rows label={texts.say('presence.title')}>
      {rows.map((row) => (
        <Row
          key={row.presenceId}
          icon={stayIcon(row)}
          title={stayName(row, texts)}
          text={stayWords(row, texts)}
          figure={texts.euros(row.cents)}
          isMarked={isDue(row)}
          onTouch={() => openSheet({ kind: 'presence', presenceId: row.presenceId, day })}
        />
      ))}
    </Rows>
  );
}

function PresencesFoot() {
  const { say } = useTexts();
  return (
    <div className="sale-foot">
      <button
        type="button"
        className="button"
        onClick={() => ask({ kind: 'print-presences' }, 'print-presences')}
      >
        <Icon name="printer" />
        {say('presence.print')}
      </button>
      <button
        type="button"
        className="button button-main"
        onClick={() => openSheet({ kind: 'dues', cardId: null })}
      >
        <Icon name="euro" />
        {say('presence.dues')}
      </button>
    </div>
  );
}
