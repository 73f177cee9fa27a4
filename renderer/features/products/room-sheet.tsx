import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { priceOfMinutes } from '../../../src/domain/till/amounts.ts';
import { dayOf } from '../../../src/shared/format.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { useReply } from '../../stores/questions.ts';
import type { ProductShown } from './product-grid.tsx';
import { priceWords } from './product-words.ts';
import {
  addSteps,
  daysFrom,
  minutesBetween,
  nowStep,
  onDay,
  overlaps,
  placeOnStrip,
  stepsBetween,
} from './room-times.ts';
import type { Span } from './room-times.ts';
import { useAdd } from './use-add.ts';

/** One hour, unless somebody says otherwise. */
const STEPS_AT_FIRST = 2;
const STEPS_MAX = 48;
const QUICK_HOURS = [1, 2, 3, 4] as const;

/** A room by the hour: a day, from when, to when. What is taken is seen before anybody asks for it. */
export function RoomSheet(props: { readonly product: ProductShown; readonly screen: ScreenState }) {
  const texts = useTexts();
  const { say } = texts;
  const { product, screen } = props;
  const { timeZone } = screen.station;
  const [span, setSpan] = useState<Span>(() => {
    const startsAt = nowStep(Date.now());
    return { startsAt, endsAt: addSteps(startsAt, STEPS_AT_FIRST) };
  });
  const [today] = useState(() => dayOf(instantFromMs(Date.now()), timeZone));
  const day = dayOf(span.startsAt, timeZone);
  const room = useReply({ kind: 'room', productId: product.id, day });
  const taken = room.reply?.taken ?? [];
  const isTaken = taken.some((one) => overlaps(one, span));
  const add = useAdd(product.id);
  const move = (startsAt: Span['startsAt'], steps: number) =>
    setSpan({ startsAt, endsAt: addSteps(startsAt, steps) });
  const steps = stepsBetween(span);

  return (
    <SheetFrame
      kind="room"
      title={product.name}
      note={priceWords(product, texts)}
      foot={
        <ConfirmBar
          label={say('options.add')}
          icon="plus"
          isOff={isTaken}
          onConfirm={() => add({ kind: 'room', ...span }, 1)}
        >
          <p className="room-price">
            <BigAmount amount={priceOfMinutes(minutesBetween(span), product.priceCents)} />
          </p>
        </ConfirmBar>
      }
    >
      <SheetBody>
        <Days
          chosen={day}
          today={today}
          onChoose={(next) => move(onDay(span.startsAt, next, timeZone), steps)}
        />
        <Strip span={span} taken={taken} day={day} timeZone={timeZone} isTaken={isTaken} />
        <Hours span={span} onMove={move} />
        <div className="room-word" aria-live="polite">
          {isTaken && (
            <p className="notice">
              <Icon name="warning" />
              <span>{say('product.room-taken')}</span>
            </p>
          )}
          {room.problem !== null && <p>{say('product.room-unknown')}</p>}
          <RefusedTouch />
        </div>
      </SheetBody>
    </SheetFrame>
  );
}

function Days(props: {
  readonly chosen: Day;
  readonly today: Day;
  readonly onChoose: (day: Day) => void;
}) {
  const { say, shortDay } = useTexts();
  return (
    <div className="room-days" role="group" aria-label={say('product.day')}>
      {daysFrom(props.today).map((day) => (
        <button
          key={day}
          type="button"
          className="segment"
          aria-pressed={day === props.chosen}
          onClick={() => props.onChoose(day)}
        >
          {day === props.today ? say('product.today') : shortDay(day)}
        </button>
      ))}
    </div>
  );
}

function Hours(props: {
  readonly span: Span;
  readonly onMove: (startsAt: Span['startsAt'], steps: number) => void;
}) {
  const { say, clock } = useTexts();
  const { span, onMove } = props;
  const steps = stepsBetween(span);
  // Each touch moves by half an hour; the number between the keys is the hour it comes to.
  return (
    <div className="room-hours">
      <div className="room-hour">
        <span>{say('product.starts')}</span>
        <Stepper
          label={say('product.starts')}
          value={0}
          min={-STEPS_MAX}
          max={STEPS_MAX}
          shown={clock(span.startsAt)}
          onChange={(by) => onMove(addSteps(span.startsAt, by), steps)}
        />
      </div>
      <div className="room-hour">
        <span>{say('product.ends')}</span>
        <Stepper
          label={say('product.ends')}
          value={steps}
          max={STEPS_MAX}
          shown={clock(span.endsAt)}
          onChange={(next) => onMove(span.startsAt, next)}
        />
      </div>
      <div className="room-lengths" role="group" aria-label={say('product.length')}>
        {QUICK_HOURS.map((hours) => (
          <button
            key={hours}
            type="button"
            className="segment"
            aria-pressed={steps === hours * 2}
            onClick={() => onMove(span.startsAt, hours * 2)}
          >
            {say('product.hours', { hours })}
          </button>
        ))}
      </div>
    </div>
  );
}

/** Written under the strip; the style sheet puts each under its hour. */
const STRIP_HOURS = [8, 12, 16, 20] as const;

/** The day as a strip: what is taken, and what is asked for now. */
function Strip(props: {
  readonly span: Span;
  readonly taken: readonly Span[];
  readonly day: Day;
  readonly timeZone: string;
  readonly isTaken: boolean;
}) {
  const { say } = useTexts();
  const { span, taken, day, timeZone } = props;
  const wanted = placeOnStrip(span, day, timeZone);
  return (
    <div
      className="room-strip"
      role="img"
      aria-label={say('product.taken', { count: taken.length })}
    >
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {taken.map((one) => {
          const place = placeOnStrip(one, day, timeZone);
          return (
            place !== null && (
              <rect
                key={one.startsAt}
                className="room-taken"
                x={place.left}
                width={place.width}
                height="10"
              />
            )
          );
        })}
        {wanted !== null && (
          <rect
            className="room-wanted"
            data-taken={props.isTaken}
            x={wanted.left}
            width={wanted.width}
            y="1"
            height="8"
          />
        )}
      </svg>
      <div className="room-scale" aria-hidden="true">
        {STRIP_HOURS.map((hour) => (
          <span key={hour}>{say('product.hours', { hours: hour })}</span>
        ))}
      </div>
    </div>
  );
}
