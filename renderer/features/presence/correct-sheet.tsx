import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { PresenceId } from '../../../src/shared/ids.ts';
import { addMs, instantFromMs, msOfInstant } from '../../../src/shared/time.ts';
import type { Day, Instant } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows } from '../../components/rows.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { useStays } from './presences-sheet.tsx';
import { stayName } from './stay-words.ts';
import type { StayRow } from './stay-words.ts';

type Place = { readonly presenceId: PresenceId; readonly day: Day | null };

/** When somebody really came and left, or that they never did; with a reason (RULES B2). */
export function CorrectSheet(props: { readonly screen: ScreenState } & Place) {
  const { say } = useTexts();
  const { screen, presenceId, day } = props;
  const state = useStays(screen, day);
  const row = state.reply?.rows.find((one) => one.presenceId === presenceId) ?? null;
  const back = () => openSheet({ kind: 'presence', presenceId, day });
  // The hours that are being set stay as they are when the list is asked again.
  if (row !== null) return <CorrectStay key={presenceId} row={row} day={day} onBack={back} />;
  return (
    <SheetFrame kind="presence-correct" title={say('presence.correct')} onBack={back}>
      <SheetBody>
        <ReplyGate state={state}>
          {() => <NoRows icon="people" text={say('presence.gone')} />}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function CorrectStay(props: {
  readonly row: StayRow;
  readonly day: Day | null;
  readonly onBack: () => void;
}) {
  const texts = useTexts();
  const { say } = texts;
  const { row, day, onBack } = props;
  const { presenceId } = row;
  const fixed = useFixedHours(row);
  const { inAt, outAt, isRemoved } = fixed;
  const presets = [
    say('presence.why-forgot'),
    say('presence.why-asked'),
    say('presence.why-wrong'),
  ];
  const [reason, setReason] = useState(presets[0] ?? '');
  const send = () => {
    openSheet({ kind: 'presence', presenceId, day });
    ask(
      {
        kind: 'correct-presence',
        presenceId,
        ...fixed.sent,
        reason: reason.trim(),
      },
      `correct:${presenceId}`,
    );
  };
  return (
    <SheetFrame
      kind="presence-correct"
      title={say('presence.correct')}
      note={stayName(row, texts)}
      onBack={onBack}
      foot={
        <ConfirmBar
          label={say(isRemoved ? 'presence.remove' : 'presence.save')}
          isDanger={isRemoved}
          {...(isRemoved ? { icon: 'trash' as const } : {})}
          isOff={reason.trim() === '' || !fixed.isChanged}
          onConfirm={send}
        >
          {say('presence.again')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <Segments
          label={say('presence.what')}
          value={isRemoved ? 'removed' : 'hours'}
          isWide
          options={[
            ['hours', say('presence.other-hours')],
            ['removed', say('presence.never')],
          ]}
          onChoose={(value) => fixed.setRemoved(value === 'removed')}
        />
        {!isRemoved && <Hours inAt={inAt} outAt={outAt} onIn={fixed.setIn} onOut={fixed.setOut} />}
        <ReasonPicker presets={presets} value={reason} onChange={setReason} />
      </SheetBody>
    </SheetFrame>
  );
}

/** The hours as somebody sets them; what stays as it was is not sent. */
function useFixedHours(row: StayRow) {
  const [isRemoved, setRemoved] = useState(false);
  const [inAt, setIn] = useState(row.inAt);
  const [outAt, setOut] = useState(row.outAt);
  const sent = {
    inAt: isRemoved || inAt === row.inAt ? null : inAt,
    outAt: isRemoved || outAt === row.outAt ? null : outAt,
    isRemoved,
  };
  const isChanged = isRemoved || sent.inAt !== null || sent.outAt !== null;
  return { isRemoved, inAt, outAt, sent, isChanged, setRemoved, setIn, setOut };
}

function Hours(props: {
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly onIn: (at: Instant) => void;
  readonly onOut: (at: Instant) => void;
}) {
  const { say } = useTexts();
  const { inAt, outAt, onIn, onOut } = props;
  return (
    <div className="stay-hours">
      <HourStepper label={say('presence.in')} value={inAt} near={outAt} onChange={onIn} />
      <HourStepper label={say('presence.left-at')} value={outAt} near={null} onChange={onOut} />
    </div>
  );
}

const MINUTE_MS = 60_000;
/** What one touch moves an hour by. */
const STEPS = [
  ['-60', -60],
  ['-5', -5],
  ['+5', 5],
  ['+60', 60],
] as const;

/** An hour, moved by whole hours and by five minutes; it begins at now, or at the other end. */
function HourStepper(props: {
  readonly label: string;
  readonly value: Instant | null;
  /** Where it begins when nothing is known. */
  readonly near: Instant | null;
  readonly onChange: (value: Instant) => void;
}) {
  const { say, since } = useTexts();
  const { label, value, near, onChange } = props;
  const [fewer, more] = [STEPS.slice(0, 2), STEPS.slice(2)];
  const key = ([name, minutes]: (typeof STEPS)[number]) => (
    <button
      key={name}
      type="button"
      className="button"
      aria-label={`${label} : ${say(`presence.by.${name}`)}`}
      onClick={() => onChange(moveBy(value ?? near, minutes))}
    >
      {say(`presence.by.${name}`)}
    </button>
  );
  return (
    <div className="stay-hour" role="group" aria-label={label}>
      <span className="stay-hour-label">{label}</span>
      {fewer.map(key)}
      <output aria-live="polite">{value === null ? say('presence.not-yet') : since(value)}</output>
      {more.map(key)}
    </div>
  );
}

/** On five minutes, so that a tap at 9 h 07 becomes 9 h 05 or 9 h 10. */
function moveBy(from: Instant | null, minutes: number): Instant {
  const fiveMs = 5 * MINUTE_MS;
  const startMs = from === null ? Date.now() : msOfInstant(from);
  if (Math.abs(minutes) !== 5) return addMs(instantFromMs(startMs), minutes * MINUTE_MS);
  const rounded = minutes < 0 ? Math.ceil(startMs / fiveMs) : Math.floor(startMs / fiveMs);
  return instantFromMs(rounded * fiveMs + minutes * MINUTE_MS);
}
