import type { RunningCloud } from '../../cloud/start.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { COWORKING_DAY } from './coworking-day.ts';
import { createDayClock } from './day-clock.ts';
import type { DaySpeed } from './day-clock.ts';
import { addDayPeople, dayTray } from './day-people.ts';
import type { DayPass } from './day-people.ts';
import { openDayPlace } from './day-place.ts';
import type { DayPlace } from './day-place.ts';
import { readDayTable } from './day-table.ts';
import type { DayRow } from './day-table.ts';
import { instantOfMoment, playDay } from './play-day.ts';
import type { Played } from './play-day.ts';

/** Before the first of them comes. */
const BEGINS_AT = '08:00';
export const DAY_TIME_ZONE = 'Europe/Paris';

export type DayFailure = { readonly sentence: string; readonly mayPass: boolean };

/**
 * Plays a day in a coworking place: a cloud, two doors and a till of its own, in a temporary folder
 * that is gone afterwards. Gives the stays as the cloud billed them.
 */
export async function runCoworkingDay(options: {
  readonly speed: DaySpeed;
  readonly stopping: AbortSignal;
  /** Everything runs and nobody has come yet. */
  readonly onReady: (place: DayPlace) => void;
  readonly onPlayed: (played: Played, place: DayPlace) => void | Promise<void>;
}): Promise<Result<readonly DayRow[], DayFailure>> {
  const { speed, stopping, onReady, onPlayed } = options;
  const beginsAt = instantOfMoment(BEGINS_AT, COWORKING_DAY, DAY_TIME_ZONE);
  const dayClock = createDayClock(beginsAt, speed, stopping);
  let passes: ReadonlyMap<string, DayPass> = new Map();
  const opened = await openDayPlace(
    dayClock,
    async (cloud: RunningCloud, collectiveId: CollectiveId) => {
      passes = await addDayPeople(cloud, collectiveId);
      return dayTray(passes);
    },
  );
  if (!opened.ok) return err(opened.error);
  const place = opened.value;
  try {
    await place.quiet();
    onReady(place);
    await playDay(place, COWORKING_DAY, passes, {
      dayClock,
      stopping,
      onPlayed: (played) => onPlayed(played, place),
    });
    const { cloud, collectiveId } = place;
    return ok(await readDayTable(cloud.deps.db, { collectiveId, day: COWORKING_DAY }));
  } finally {
    await place.close();
  }
}
