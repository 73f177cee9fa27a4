import type { Activity } from '../../contract/kiosk/activity.ts';
import type { ResultShown } from '../../contract/kiosk/results.ts';
import type { Refusal } from '../../contract/kiosk/refusals.ts';
import type { EntryDraft } from '../../domain/journal/chain.ts';
import type { TypedDraft } from '../../domain/journal/entries.ts';
import type { MakeId, StationId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Clock, Instant } from '../../shared/time.ts';
import { toId } from '../../shared/ids.ts';
import type { Logger } from 'pino';
import type { CardUid } from '../../domain/card/uid.ts';
import type { DoorOpening } from '../door-opening/door-opening.ts';
import type { Journal } from '../journal/journal.ts';
import type { PrintService } from '../printers/print-queue.ts';
import type { CloudClient } from '../sync/cloud-client.ts';
import type { Connection } from '../sync/connection.ts';
import type { Synchroniser } from '../sync/synchroniser.ts';
import type { Knowledge } from '../work/knowledge.ts';
import type { Settings, WorkDatabase } from '../work/work-database.ts';

/** What every use case works with. One command runs at a time, so none sees another half done. */
export type StationContext = {
  readonly stationId: StationId;
  readonly publicKeyHex: string;
  /** Signs with the key of the station: tickets that it sells. */
  readonly sign: (bytes: Uint8Array) => Uint8Array;
  readonly journal: Journal;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  readonly work: WorkDatabase;
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly synchroniser: Synchroniser;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly screen: ScreenPart;
  readonly printers: PrintService;
  readonly presence: PresencePart;
  /** Opens the door beside an accepted tap; null without one. */
  readonly doorOpening: DoorOpening | null;
  readonly logger: Logger;
};

/** A Pass as a reader saw it; whose it is, the station or the cloud knows. */
export type TappedPass = { readonly uid: CardUid; readonly seenAtMs: number };

/** Which Passes lie there. */
export type PresencePart = {
  readonly isOnReader: (uid: CardUid) => boolean;
  /** `isWatched`: false for a keyboard reader, which cannot tell when the Pass leaves. */
  readonly lastTap: () => (TappedPass & { readonly isWatched: boolean }) | null;
};

/** The part of the screen that is not in the journal: what goes on beside the basket. */
export type ScreenPart = {
  readonly activity: () => Activity;
  readonly setActivity: (activity: Activity) => void;
  /** Something that is shown has an end: the screen is sent again then. */
  readonly refreshAt: (at: Instant) => void;
};

/** How long a result stays on the screen when nobody touches it (STYLE). */
export const RESULT_MS = 5_000;

export type CommandResult = Result<null, Refusal>;
export const DONE: CommandResult = ok(null);

/** Why nothing can be sold now; null when it can. */
export function refusingReason(
  context: StationContext,
): 'disk-full' | 'chain-broken' | 'io' | 'revoked' | null {
  const trouble = context.synchroniser.trouble();
  if (trouble === 'station-revoked') return 'revoked';
  // An older copy that is sold on would give the cloud two different entries of one number.
  return trouble === null ? context.journal.refusing() : 'chain-broken';
}

/** Writes facts; from the moment this returns they are on disk. Then the sync is told. */
export function record(
  context: StationContext,
  drafts: readonly TypedDraft[],
): Result<number, Refusal> {
  const trouble = context.synchroniser.trouble();
  if (trouble !== null) {
    return err(trouble === 'station-revoked' ? 'station-revoked' : 'chain-broken');
  }
  const appended = context.journal.append(drafts as readonly EntryDraft[]);
  if (appended.ok) {
    context.synchroniser.wake();
    return ok(context.journal.head().seq);
  }
  const { code } = appended.error;
  return err(code === 'disk-full' || code === 'chain-broken' ? code : 'io');
}

export function showResult(
  context: StationContext,
  result: ResultShown,
  tapSeenAtMs: number | null,
): void {
  context.screen.setActivity({
    kind: 'result',
    resultId: toId<'Result'>(context.makeId()),
    endsAt: addMs(context.clock(), RESULT_MS),
    tapSeenAtMs,
    result,
  });
}

/** Says no in words on the screen, and to the one who asked. */
export function refuse(
  context: StationContext,
  reason: Refusal,
  tapSeenAtMs: number | null,
): CommandResult {
  showResult(context, { kind: 'refused', reason }, tapSeenAtMs);
  return err(reason);
}
