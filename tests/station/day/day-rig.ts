import type { TypedDraft } from '../../../src/domain/journal/entries.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { recordOperation } from '../../../src/station/usecases/day/record-operation.ts';
import { tillDay } from '../../../src/station/usecases/day/till-day.ts';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { StationContext } from '../../../src/station/usecases/context.ts';
import { entriesOf } from '../../unit/closing/random-day.ts';
import { KNOWLEDGE, STAFF } from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** A till with a clock that a test sets, and sales that need no screen. */
export type DayRig = Rig & {
  readonly context: () => StationContext;
  readonly setTime: (iso: string) => void;
  readonly signInAs: (who: keyof typeof STAFF) => Promise<void>;
  /** A sale of one piece in cash, on the till's day. */
  readonly sell: (cents: number) => void;
  readonly record: (drafts: readonly TypedDraft[]) => void;
  readonly xReport: () => Promise<ReplyOf<'x-report'>>;
};

export async function openDayRig(): Promise<DayRig> {
  let nowMs = Date.parse('2026-11-03T18:00:00.000Z');
  const rig = await openPairedRig({ clock: () => instantFromMs(nowMs) });
  rig.know(KNOWLEDGE);
  const context = (): StationContext => rig.station().station.context;
  let sold = 0;
  const record: DayRig['record'] = (drafts) => void unwrap(recordOperation(context(), drafts));
  return {
    ...rig,
    context,
    setTime: (iso) => {
      nowMs = Date.parse(iso);
    },
    signInAs: async (who) => {
      await rig.wish({ kind: 'sign-out' });
      await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF[who].pin });
    },
    sell: (cents) => {
      sold += 1;
      record(saleOf(sold, cents, tillDay(context())));
    },
    record,
    xReport: async () =>
      (await rig.station().station.answer({ kind: 'x-report' })) as ReplyOf<'x-report'>,
  };
}

/** The numberth entry of a day is a sale; what comes before would only be thrown away. */
function saleOf(number: number, cents: number, day: Day): readonly TypedDraft[] {
  const sale = {
    kind: 'sale',
    isKarim: true,
    means: [1, 1],
    lines: [{ what: 0, count: 1, unit: cents, discount: 0 }],
  } as const;
  return entriesOf(
    Array.from({ length: number }, () => sale),
    day,
  ).slice(-1);
}

/** The words of a drawing, whose letters stand one by one. */
export const wordsOf = (svg: string): string =>
  svg
    .replaceAll('</text>', ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&#xa0;', ' ');
