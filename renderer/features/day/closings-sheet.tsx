import { useState } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { formatDay } from '../../../src/shared/format.ts';
import type { OperationId } from '../../../src/shared/ids.ts';
import type { Day } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows, Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { hasPrinter } from './day-sheet.tsx';
import { useDifferenceText } from './difference.tsx';

type ClosingRow = ReplyOf<'closings'>['rows'][number];

/** The days that were closed, newest first. */
export function ClosingsSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const [page, setPage] = useState(0);
  const state = useReply<'closings'>({ kind: 'closings', page }, screen.day.today);
  return (
    <SheetFrame
      kind="closings"
      title={say('closings.title')}
      onBack={() => openSheet({ kind: 'menu' })}
    >
      <SheetBody>
        <ReplyGate state={state}>
          {({ rows, hasMore }) =>
            rows.length === 0 ? (
              <NoRows icon="chart" text={say('closings.none')} />
            ) : (
              <>
                <Rows label={say('closings.title')}>
                  {rows.map((row) => (
                    <ClosingLine key={row.operationId} row={row} />
                  ))}
                </Rows>
                <div className="day-more">
                  {page > 0 && (
                    <button type="button" className="button" onClick={() => setPage(page - 1)}>
                      {say('closings.newer')}
                    </button>
                  )}
                  {hasMore && (
                    <button type="button" className="button" onClick={() => setPage(page + 1)}>
                      {say('closings.older')}
                    </button>
                  )}
                </div>
              </>
            )
          }
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function ClosingLine({ row }: { readonly row: ClosingRow }) {
  const { say, euros, language } = useTexts();
  const difference = useDifferenceText();
  const { operationId, number, day, differenceCents, staffName } = row;
  const text = [
    say('closings.number', { number }),
    staffName === null ? say('closings.by-itself') : say('closings.by', { name: staffName }),
    differenceCents === null ? say('closings.not-counted') : difference(differenceCents),
  ].join(' · ');
  return (
    <Row
      title={formatDay(day, language)}
      text={text}
      figure={euros(row.turnoverCents)}
      isMarked={differenceCents !== null && differenceCents !== 0}
      onTouch={() => openSheet({ kind: 'closing', operationId, number, day })}
    />
  );
}

/** The paper of one closing, to read, to print again, and the file of its sales. */
export function ClosingSheet(props: {
  readonly screen: ScreenState;
  readonly operationId: OperationId;
  readonly number: number;
  readonly day: Day;
}) {
  const { say, language } = useTexts();
  const { operationId, number, day } = props;
  const state = useReply<'receipt'>({ kind: 'receipt', operationId });
  const exportDay = () => ask({ kind: 'export-day', day }, `export:${day}`);
  return (
    <SheetFrame
      kind="closing"
      title={say('closings.number', { number })}
      note={formatDay(day, language)}
      onBack={() => openSheet({ kind: 'closings' })}
      {...(hasPrinter(props.screen)
        ? {
            foot: (
              <ConfirmBar
                label={say('closings.print')}
                icon="printer"
                onConfirm={() =>
                  ask({ kind: 'print-receipt', operationId }, `print:${operationId}`)
                }
              />
            ),
          }
        : {})}
    >
      <SheetBody>
        <button type="button" className="button" onClick={exportDay}>
          <Icon name="disk" />
          {say('closings.export')}
        </button>
        <ReplyGate state={state}>
          {({ svg }) => (
            <img
              className="day-paper"
              alt={say('closings.paper', { number })}
              src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
            />
          )}
        </ReplyGate>
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}
