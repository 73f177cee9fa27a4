import { useState } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { formatDay } from '../../../src/shared/format.ts';
import type { Day } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { openSheet } from '../../stores/view-store.ts';
import { MEANS_ICONS } from '../paying/means.ts';
import { openSale } from './open.ts';
import { SearchPad } from './search-pad.tsx';

type SaleRow = ReplyOf<'sales'>['rows'][number];

/** Past sales of a day, newest first; a number is found on any day. */
export function SalesSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const [day, setDay] = useState<Day>(screen.day.today);
  const [page, setPage] = useState(0);
  const [text, setText] = useState('');
  const [isSearching, setIsSearching] = useState(false);
  const state = useReply<'sales'>({ kind: 'sales', day, page, text }, screen.revision);
  const days = daysOf(state.reply, day, screen.day.today);
  const showDay = (next: Day) => {
    setDay(next);
    setPage(0);
  };
  const search = (next: string) => {
    setText(next);
    setPage(0);
  };
  return (
    <SheetFrame kind="sales" title={say('sales.title')} onBack={() => openSheet({ kind: 'menu' })}>
      <SheetBody>
        <div className="sales-bar">
          <DayPicker days={days} day={day} onDay={showDay} />
          <button
            type="button"
            className="button"
            aria-pressed={isSearching}
            onClick={() => {
              setIsSearching(!isSearching);
              search('');
            }}
          >
            <Icon name="search" />
            {say('sales.search')}
          </button>
        </div>
        {isSearching && <SearchPad value={text} onChange={search} />}
        <ReplyGate state={state}>
          {({ rows, hasMore }) => (
            <>
              {rows.length === 0 ? (
                <NoRows icon="receipt" text={say(text === '' ? 'sales.none' : 'sales.not-found')} />
              ) : (
                <SaleRows rows={rows} />
              )}
              <Pages page={page} hasMore={hasMore} onPage={setPage} />
            </>
          )}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

/** Newest first. Today is always one of the days, also before its first sale. */
function daysOf(reply: ReplyOf<'sales'> | null, ...more: readonly Day[]): readonly Day[] {
  return [...new Set([...more, ...(reply?.days ?? [])])].toSorted((a, b) => (a < b ? 1 : -1));
}

function DayPicker(props: {
  readonly days: readonly Day[];
  readonly day: Day;
  readonly onDay: (day: Day) => void;
}) {
  const { say, language } = useTexts();
  const { days, day, onDay } = props;
  const at = days.indexOf(day);
  const step = (icon: 'back' | 'next', label: string, to: Day | undefined) => (
    <button
      type="button"
      className="button"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onDay(to)}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div className="sales-days" role="group" aria-label={say('sales.day')}>
      {step('back', say('sales.day-before'), days[at + 1])}
      <span className="sales-day">{formatDay(day, language)}</span>
      {step('next', say('sales.day-after'), days[at - 1])}
    </div>
  );
}

function SaleRows({ rows }: { readonly rows: readonly SaleRow[] }) {
  const { say, euros, clock } = useTexts();
  return (
    <Rows label={say('sales.title')}>
      {rows.map((row) => {
        const isTakenBack = row.correctedCents !== 0;
        const text = [
          say('sales.number', { number: row.number }),
          clock(row.at),
          row.staffName,
          ...(isTakenBack ? [say('sales.taken-back', { amount: euros(row.correctedCents) })] : []),
        ].join(' · ');
        return (
          <Row
            key={row.saleId}
            icon={MEANS_ICONS[row.means[0] ?? 'cash']}
            title={row.summary}
            text={text}
            figure={euros(row.totalCents)}
            isMarked={isTakenBack}
            onTouch={() => openSale(row.saleId)}
          />
        );
      })}
    </Rows>
  );
}

function Pages(props: {
  readonly page: number;
  readonly hasMore: boolean;
  readonly onPage: (page: number) => void;
}) {
  const { say } = useTexts();
  const { page, hasMore, onPage } = props;
  if (page === 0 && !hasMore) return null;
  return (
    <div className="sales-pages">
      <button
        type="button"
        className="button"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        {say('sales.newer')}
      </button>
      <button type="button" className="button" disabled={!hasMore} onClick={() => onPage(page + 1)}>
        {say('sales.older')}
      </button>
    </div>
  );
}
