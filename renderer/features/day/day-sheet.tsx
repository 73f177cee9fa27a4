import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { formatDay } from '../../../src/shared/format.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { DaySections } from './day-sections.tsx';

type XReport = ReplyOf<'x-report'>;

/** Ticket X: what the day comes to now, the two figures that matter first. */
export function DaySheet({ screen }: { readonly screen: ScreenState }) {
  const { say, language } = useTexts();
  const state = useReply<'x-report'>({ kind: 'x-report' }, freshnessOf(screen));
  const { reply } = state;
  return (
    <SheetFrame
      kind="day"
      title={say('day.title')}
      {...(reply === null ? {} : { note: formatDay(reply.day, language) })}
      {...(reply === null ? {} : { foot: <Foot screen={screen} report={reply} /> })}
    >
      <SheetBody>
        <ReplyGate state={state}>
          {(report) => (
            <>
              <DayNotices screen={screen} />
              <div className="day-figures">
                <div>
                  <AmountFigure label={say('day.turnover')} amount={report.totals.turnover.cents} />
                  <p>{say('day.sales', { count: report.totals.turnover.count })}</p>
                </div>
                <AmountFigure
                  label={say('day.cash-expected')}
                  amount={report.totals.cash.expectedCents}
                />
              </div>
              <DaySections report={report} />
              <RefusedTouch />
            </>
          )}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

/** Asked again when something was done that may change it. */
export const freshnessOf = ({ day, basket, activity, parked }: ScreenState): string =>
  [
    day.today,
    day.saleCount,
    basket.revision,
    parked.length,
    activity.kind === 'result' ? activity.resultId : '',
  ].join();

function Foot({ screen, report }: { readonly screen: ScreenState; readonly report: XReport }) {
  const { say } = useTexts();
  return (
    <ConfirmBar
      label={say('day.close')}
      icon="coins"
      onConfirm={() => openSheet({ kind: 'day-close' })}
    >
      <div className="day-more">
        {hasPrinter(screen) && (
          <button
            type="button"
            className="button"
            onClick={() => ask({ kind: 'print-x-report' }, 'print-x-report')}
          >
            <Icon name="printer" />
            {say('day.print')}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => ask({ kind: 'export-day', day: report.day }, `export:${report.day}`)}
        >
          <Icon name="disk" />
          {say('day.export')}
        </button>
      </div>
    </ConfirmBar>
  );
}

export const hasPrinter = ({ printers }: ScreenState): boolean =>
  printers.some(({ role, kind }) => role === 'receipt' && kind !== 'none');

function DayNotices({ screen }: { readonly screen: ScreenState }) {
  const { say, language } = useTexts();
  const { openBefore, closedByItself } = screen.day;
  return (
    <>
      {screen.training && <Notice text={say('day.training')} />}
      {openBefore !== null && (
        <Notice text={say('day.left-open', { day: formatDay(openBefore, language) })} />
      )}
      {closedByItself !== null && (
        <Notice
          text={say('day.closed-by-itself', {
            day: formatDay(closedByItself.day, language),
            number: closedByItself.number,
          })}
        />
      )}
    </>
  );
}

const Notice = ({ text }: { readonly text: string }) => (
  <p className="day-notice" role="status">
    <Icon name="warning" />
    <span>{text}</span>
  </p>
);
