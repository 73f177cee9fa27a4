import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { dayOf, formatDay } from '../../../src/shared/format.ts';
import { instantFromMs, msOfInstant } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { useNowMs } from '../../components/use-now.ts';

const CLOCK_EVERY_MS = 1_000;

/** The hour of the collective, put right by the cloud's when the machine's is wrong. */
export function DoorClock({ screen }: { readonly screen: ScreenState }) {
  const { clock, language } = useTexts();
  const nowMs = useNowMs(CLOCK_EVERY_MS);
  const cloudAt = screen.clockWrong?.cloudAt ?? null;
  const [heard, setHeard] = useState({ cloudAt, atMs: nowMs });
  if (heard.cloudAt !== cloudAt) setHeard({ cloudAt, atMs: nowMs });
  const offsetMs = heard.cloudAt === null ? 0 : msOfInstant(heard.cloudAt) - heard.atMs;
  const now = instantFromMs(nowMs + offsetMs);
  return (
    <div className="door-clock">
      <p className="door-hour" data-figure>
        <time dateTime={now}>{clock(now)}</time>
      </p>
      <p className="door-day">{formatDay(dayOf(now, screen.station.timeZone), language)}</p>
    </div>
  );
}
