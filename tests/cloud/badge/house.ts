import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { readPresences } from '../../../src/cloud/badge/read-presences.ts';
import type { PresenceFilter } from '../../../src/cloud/badge/read-presences.ts';
import { ensurePresenceKeys } from '../../../src/cloud/badge/presence-keys.ts';
import { uploadAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { UploadAnswer } from '../../../src/contract/sync/messages.ts';
import { LIMITS, PATHS } from '../../../src/contract/sync/protocol.ts';
import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import type { TapHolder } from '../../../src/domain/journal/badge-entries.ts';
import type { Payment } from '../../../src/domain/journal/sale-entries.ts';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { CollectiveId, PersonId, PresenceId, SpaceId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { seal } from '../../../src/shared/node/seal.ts';
import { businessDay, toInstant } from '../../../src/shared/time.ts';
import type { Day, Instant } from '../../../src/shared/time.ts';
import { lineOf, makeTill, STAFF } from '../api/till.ts';
import { addVillage } from '../api/village.ts';
import type { TestCard } from '../api/village.ts';
import { makeInstance, makeStation, pairStation, uploadOf } from '../api/world.ts';
import type { World } from '../api/world.ts';

/** A coworking place in the cloud, whose doors write what real ones would. */

export const RULE = { timeZone: 'Europe/Paris', cutOffHour: 4 };

/** Half past two on a Tuesday afternoon, in the time of the tests' place: `at('14:30')`. */
export const at = (hour: string, day = '2026-11-24'): Instant =>
  toInstant(new Date(`${day}T${hour.length === 5 ? `${hour}:00` : hour}+01:00`).toISOString());

/** 3.00 an hour by 15 min, rounded up; half a day 7.00 up to 4 h; a day 12.00; closes at 20:00. */
export const PLAN: BadgePlan = {
  id: toId('019b76da-a900-7000-8000-000000000001'),
  version: 1,
  name: 'Bureaux partagés',
  description: '',
  kind: 'paid',
  timeAssetId: null,
  stepMinutes: 15,
  rounding: 'up',
  freeMinutes: 0,
  minimumCents: cents(0),
  rates: {
    hourCents: cents(300),
    halfDay: { priceCents: cents(700), minutesMax: 240 },
    dayCents: cents(1200),
    capDayCents: null,
    capMonthCents: null,
  },
  member: null,
  included: [],
  closesAt: '20:00',
  vatRateBp: 2000,
};

export type House = Awaited<ReturnType<typeof makeHouse>>;

/** `changes` of the plan; the clock stands at `now`, and moves when the test says so. */
export async function makeHouse(
  base: Pick<World, 'db'>,
  changes: Partial<BadgePlan> = {},
  startsAt: Instant = at('08:00'),
) {
  let now = startsAt;
  const world = { ...makeInstance(base.db, { clock: () => now }), now: () => now };
  const village = await addVillage(world.db);
  const collectiveId = village.bar;
  const plan: BadgePlan = { ...PLAN, ...changes, id: toId(makeUuid()) };
  const desks = toId<'Space'>(makeUuid());
  await writeTransaction(world.db, async (tx) => {
    // Many doors are paired from one address here.
    await tx.query.deleteFrom('rate_limit').execute();
    await tx.query
      .insertInto('badge_settings')
      .values({
        ...{ collective_id: collectiveId, welcome: 'Bonjour', allows_guests: 1, allows_site: 1 },
        ...{ door_secret: `porte-${collectiveId}`, keep_months: 3 },
      })
      .execute();
    await ensurePresenceKeys(tx, collectiveId, now);
  });
  const savePlan = (version: BadgePlan, madeAt: Instant = startsAt) =>
    writeTransaction(world.db, async (tx) => {
      const { id, name } = version;
      await tx.query
        .insertInto('badge_plan')
        .values({ id, collective_id: collectiveId, name, current_version: version.version })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet({ current_version: version.version }),
        )
        .execute();
      await tx.query
        .insertInto('badge_plan_version')
        .values({
          ...{ plan_id: id, version: version.version, data: JSON.stringify(version) },
          ...{ made_at: madeAt, made_by: '' },
        })
        .execute();
    });
  const addSpace = (id: SpaceId, name: string, planId: string) =>
    writeTransaction(world.db, (tx) =>
      tx.query
        .insertInto('badge_space')
        .values({
          ...{ id, collective_id: collectiveId, plan_id: planId, name, places: 10 },
          ...{ picture: null, sort_order: 0, removed_at: null },
        })
        .execute(),
    );
  await savePlan(plan);
  await addSpace(desks, 'Bureaux', plan.id);
  const keys = await world.db.query
    .selectFrom('presence_key')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .execute();
  const keyOf = (month: string): string =>
    keys.find((key) => key.month === month)?.key ?? 'f'.repeat(64);
  return {
    ...{ world, village, collectiveId, plan, desks, savePlan, addSpace, keyOf },
    setNow: (instant: Instant) => {
      now = instant;
    },
    addDoor: async (ofCollective: CollectiveId = collectiveId) =>
      makeDoor(world, await pairStation(world, ofCollective, makeStation()), {
        plan,
        desks,
        keyOf,
      }),
    stays: (filter: PresenceFilter = {}) => readPresences(world.db, { collectiveId, ...filter }),
  };
}

export const cardHolder = (card: TestCard): TapHolder => ({
  ...{ kind: 'card', cardId: card.id, cardNumber: card.number },
});

export const guestHolder = (name: string, host: TestCard | null = null): TapHolder => ({
  ...{ kind: 'guest', guestId: toId(makeUuid()), name, hostCardId: host?.id ?? null },
});

export type TapChanges = {
  readonly tapId?: string;
  readonly spaceId?: SpaceId;
  readonly planVersion?: number;
  readonly keyId?: string;
  readonly planId?: string;
};

type Door = ReturnType<typeof makeDoor>;
export type { Door };

function makeDoor(
  world: Pick<World, 'app' | 'now'>,
  station: Awaited<ReturnType<typeof pairStation>>,
  house: {
    readonly plan: BadgePlan;
    readonly desks: SpaceId;
    readonly keyOf: (month: string) => string;
  },
) {
  const till = makeTill(world, station);
  const tap = (
    direction: 'in' | 'out',
    holder: TapHolder,
    tappedAt: Instant,
    changes: TapChanges = {},
  ): PresenceId => {
    const tapId = toId<'Tap'>(changes.tapId ?? makeUuid());
    const keyId = changes.keyId ?? tappedAt.slice(0, 7);
    till.append('presence.tapped@1', {
      ...{ tapId, direction, tappedAt, spaceName: 'Bureaux', staff: null },
      spaceId: changes.spaceId ?? house.desks,
      planId: changes.planId === undefined ? house.plan.id : toId(changes.planId),
      planVersion: changes.planVersion ?? 1,
      holder: { keyId, sealed: seal(JSON.stringify(holder), house.keyOf(keyId)) },
    });
    return tapId as string as PresenceId;
  };
  let sentTo = 0;
  /** Sends the next entries, all that are waiting when no number is given. */
  const upload = async (count = Number.MAX_SAFE_INTEGER): Promise<UploadAnswer['problems']> => {
    const problems: UploadAnswer['problems'] = [];
    const last = Math.min(sentTo + count, station.entries.length);
    while (sentTo < last) {
      const to = Math.min(sentTo + LIMITS.uploadEntriesMax, last);
      const response = await station.send(world.app, {
        ...{ path: PATHS.journal, body: uploadOf(station.entries, sentTo + 1, to) },
        at: world.now(),
      });
      const answer: unknown = await response.json();
      if (response.status !== 200) throw new Error(JSON.stringify(answer));
      problems.push(...uploadAnswerSchema.parse(answer).problems);
      sentTo = to;
    }
    return problems;
  };
  return {
    ...till,
    tap,
    upload,
    waiting: () => station.entries.length - sentTo,
    undo: (tapId: string) => till.append('presence.undone@1', { tapId: toId(tapId), staff: null }),
    correct: (presenceId: PresenceId, changes: Partial<EntryBodies['presence.corrected@1']> = {}) =>
      till.append('presence.corrected@1', {
        ...{ correctionId: makeUuid(), presenceId, inAt: null, outAt: null, isRemoved: false },
        ...{ staff: STAFF, approvedBy: null, reason: 'Oubli', ...changes },
      }),
    /** Sells stays, each for so much, as a till or a door does. */
    sellStays: (
      stays: readonly { readonly id: PresenceId; readonly amount: number }[],
      payments: readonly Payment[],
      day: Day = businessDay(world.now(), RULE),
    ) =>
      till.sell(
        stays.map(({ id, amount }) =>
          lineOf(amount, 1, {
            ...{ productId: house.plan.id as never, label: 'Bureaux', categoryId: 'coworking' },
            detail: {
              ...{ kind: 'presence', presenceId: id, planId: house.plan.id, day },
              ...{ stayedMinutes: 60, includedMinutes: 0 },
            },
          }),
        ),
        payments,
      ),
  };
}

export async function addMember(
  db: Db,
  order: {
    readonly personId: PersonId;
    readonly collectiveId: CollectiveId;
    readonly offerId: string;
    readonly startsOn?: string;
    readonly endsOn?: string | null;
    readonly sharers?: readonly PersonId[];
  },
): Promise<string> {
  const id = makeUuid();
  await writeTransaction(db, async (tx) => {
    await tx.query
      .insertInto('membership')
      .values({
        ...{ id, person_id: order.personId, collective_id: order.collectiveId, name: 'Dix heures' },
        ...{ state: 'active', starts_on: order.startsOn ?? '2026-11-01' },
        ...{ ends_on: order.endsOn ?? '2026-11-30', offer_id: order.offerId },
      })
      .execute();
    for (const personId of order.sharers ?? []) {
      await tx.query
        .insertInto('membership_sharer')
        .values({ membership_id: id, person_id: personId })
        .execute();
    }
  });
  return id;
}

export async function addOffer(db: Db, collectiveId: CollectiveId, id: string): Promise<void> {
  await writeTransaction(db, (tx) =>
    tx.query
      .insertInto('membership_offer')
      .values({
        ...{ id, collective_id: collectiveId, name: 'Dix heures', description: '' },
        ...{ duration: 'calendar-month', renews_by_itself: 0, needs_approval: 0 },
      })
      .execute(),
  );
}
