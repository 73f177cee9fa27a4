import type { ResultShown } from '../../contract/kiosk/results.ts';
import type { PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import { toId } from '../../shared/ids.ts';
import { assert } from '../../shared/assert.ts';
import { Temporal, instantFromMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { DAY_MOMENTS, DAY_SPACES } from './coworking-day.ts';
import type { DayMoment } from './coworking-day.ts';
import type { DayClock } from './day-clock.ts';
import type { DayPass } from './day-people.ts';
import type { DayPlace } from './day-place.ts';
import type { DayStation } from './day-station.ts';
import { payDues } from './pay-dues.ts';

/** A moment, and what the screen said to it. */
export type Played = {
  readonly moment: DayMoment;
  readonly at: Instant;
  readonly result: ResultShown | null;
};

/** When a moment is: `+2 20:05` is five past eight, two days after the day itself. */
export function instantOfMoment(at: string, day: string, timeZone: string): Instant {
  const [, days = '0', time = ''] = /^(?:\+(\d+) )?(.*)$/.exec(at) ?? [];
  const wall = Temporal.PlainDate.from(day)
    .add({ days: Number(days) })
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return instantFromMs(wall.epochMilliseconds);
}

/**
 * Plays the day from the kiosks: Passes are put down, words are touched, money is paid. Throws when
 * a station answers otherwise than somebody at the door must expect.
 */
export async function playDay(
  place: DayPlace,
  day: string,
  passes: ReadonlyMap<string, DayPass>,
  watch: {
    readonly dayClock: DayClock;
    readonly stopping: AbortSignal;
    readonly onPlayed: (played: Played) => void | Promise<void>;
  },
): Promise<void> {
  for (const moment of DAY_MOMENTS) {
    await watch.dayClock.passTo(instantOfMoment(moment.at, day, place.timeZone));
    watch.stopping.throwIfAborted();
    const result = await playMoment(place, passes, moment);
    await place.quiet();
    await watch.onPlayed({ moment, at: watch.dayClock.clock(), result });
  }
}

type Passes = ReadonlyMap<string, DayPass>;

async function playMoment(
  place: DayPlace,
  passes: Passes,
  moment: DayMoment,
): Promise<ResultShown | null> {
  const door = place.stations['door' in moment ? (moment.door ?? 'street') : 'street'];
  switch (moment.does) {
    case 'in':
      await door.wish({ kind: 'choose-space', spaceId: spaceIdOf(moment.space) });
      await door.tap(uidOf(passes, moment.who));
      return expectResult(door, moment, 'badged-in');
    case 'out':
      await door.tap(uidOf(passes, moment.who));
      return expectResult(door, moment, 'badged-out');
    case 'undo':
      await door.tap(uidOf(passes, moment.who));
      await door.wish({ kind: 'undo-tap', tapId: askedTap(door, moment) });
      return expectResult(door, moment, 'tap-undone');
    case 'turn':
      return turn(door, moment, passes);
    case 'guest-in':
      await door.wish({
        kind: 'guest-in',
        name: moment.name,
        spaceId: spaceIdOf(moment.space),
        hostCardId: moment.host === null ? null : passOf(passes, moment.host).cardId,
      });
      return expectResult(door, moment, 'badged-in');
    case 'guest-out':
      await door.wish({ kind: 'guest-out', presenceId: await guestStay(door, moment.name) });
      return expectResult(door, moment, 'badged-out');
    case 'cut':
    case 'restore':
      place.stations[moment.door].setNetwork(moment.does === 'cut');
      return null;
    case 'pay':
      return payDues(place.stations.till, moment);
    case 'jobs':
      await place.runJobs();
      return null;
  }
}

/** The door took them for somebody who comes in; within a minute they say that they leave. */
async function turn(
  door: DayStation,
  moment: Extract<DayMoment, { readonly does: 'turn' }>,
  passes: Passes,
): Promise<ResultShown> {
  await door.wish({ kind: 'choose-space', spaceId: spaceIdOf(moment.space) });
  await door.tap(uidOf(passes, moment.who));
  const taken = expectResult(door, moment, 'badged-in');
  assert(taken.canTurn, `${moment.at} ${door.name}: it can be turned round`);
  await door.wish({ kind: 'turn-tap', tapId: taken.tapId });
  return expectResult(door, moment, 'badged-out');
}

function askedTap(door: DayStation, moment: DayMoment): TapId {
  const activity = door.activity();
  assert(activity.kind === 'ask-undo', `${moment.at} ${door.name}: it asks, not ${activity.kind}`);
  return activity.tapId;
}

async function guestStay(door: DayStation, name: string): Promise<PresenceId> {
  const reply = await door.ask({ kind: 'guests' });
  assert(reply.kind === 'guests', `${door.name} says which guests are in`);
  const stay = reply.rows.find((row) => row.name === name);
  assert(stay !== undefined, `${door.name} knows the guest ${name}`);
  return stay.presenceId;
}

function expectResult<Kind extends ResultShown['kind']>(
  door: DayStation,
  { at, does }: DayMoment,
  kind: Kind,
): Extract<ResultShown, { readonly kind: Kind }> {
  const activity = door.activity();
  const shown = activity.kind === 'result' ? activity.result : activity;
  assert(
    shown.kind === kind,
    `${at} ${does}, ${door.name}: ${kind} is shown, not ${JSON.stringify(shown)}`,
  );
  return shown as Extract<ResultShown, { readonly kind: Kind }>;
}

const spaceIdOf = (space: keyof typeof DAY_SPACES): SpaceId => toId<'Space'>(DAY_SPACES[space]);

function passOf(passes: Passes, who: string): DayPass {
  const pass = passes.get(who);
  assert(pass !== undefined, `${who} has a Pass`);
  return pass;
}
const uidOf = (passes: Passes, who: string): string => passOf(passes, who).uid;
