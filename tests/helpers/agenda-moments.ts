import { holdPlaces } from '../../src/cloud/booking/hold-places.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs } from '../../src/shared/time.ts';
import type { SiteWorld } from './site-world.ts';

const DAY_MS = 86_400_000;
const LIGHTHOUSE = '019b76da-a802-7000-8000-000000000004';

export type AddedEvent = {
  readonly slug: string;
  readonly name?: string;
  readonly summary?: string;
  readonly collectiveId?: string;
  /** From now; negative for what is past. */
  readonly startsInMs?: number;
  readonly lastsMs?: number;
  readonly capacity?: number | null;
  readonly tags?: readonly string[];
};

/** Events of our own beside the demo's, which anybody may enter. */
export async function addEvents(
  world: Pick<SiteWorld, 'db' | 'deps'>,
  events: readonly AddedEvent[],
): Promise<void> {
  const now = world.deps.clock();
  await writeTransaction(world.db, async ({ query }) => {
    const pattern = await query
      .selectFrom('event')
      .selectAll()
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow();
    for (const event of events) {
      const id = makeUuid();
      const startsAt = addMs(now, event.startsInMs ?? DAY_MS);
      await query
        .insertInto('event')
        .values({
          ...pattern,
          id,
          slug: event.slug,
          name: event.name ?? event.slug,
          summary: event.summary ?? '',
          collective_id: event.collectiveId ?? LIGHTHOUSE,
          starts_at: startsAt,
          doors_at: null,
          ends_at: addMs(startsAt, event.lastsMs ?? 3 * 3_600_000),
          capacity: event.capacity ?? null,
          tags: JSON.stringify(event.tags ?? []),
          organiser: '',
          place_name: '',
          ...{ cancel_until: null, members_only: 0, changed_at: now },
        })
        .execute();
      await query
        .insertInto('event_price')
        .values({
          id: makeUuid(),
          event_id: id,
          line: 0,
          name: 'Entrée libre',
          kind: 'free',
          price_cents: 0,
          price_min_cents: null,
          quota: null,
        })
        .execute();
    }
  });
}

/** Somebody holds places of an event without paying yet. */
export async function holdPlacesOf(
  world: SiteWorld,
  slug: string,
  count: number,
  byPersonId?: string,
): Promise<void> {
  const { db } = world;
  const price = await db.query
    .selectFrom('event_price')
    .innerJoin('event', 'event.id', 'event_price.event_id')
    .select(['event_price.id', 'event.id as event_id'])
    .where('event.slug', '=', slug)
    .orderBy('event_price.line')
    .executeTakeFirstOrThrow();
  const person = await db.query.selectFrom('person').select('id').executeTakeFirstOrThrow();
  const held = await writeTransaction(db, (tx) =>
    holdPlaces(tx, {
      id: toId(makeUuid()),
      eventId: toId(price.event_id),
      personId: toId(byPersonId ?? person.id),
      places: Array.from({ length: count }, () => ({
        ...{ priceId: price.id, holderName: 'Awa', openCents: null },
      })),
      ...{ promoCode: null, answers: [], now: world.deps.clock() },
    }),
  );
  unwrap(held);
}

/** An event that is over; gives the path of its page. */
async function playPastEvent(world: SiteWorld): Promise<string> {
  const path = '/evenement/le-phare-bavard/veillee-de-novembre';
  const known = await world.db.query
    .selectFrom('event')
    .select('id')
    .where('slug', '=', 'veillee-de-novembre')
    .executeTakeFirst();
  // Played for each picture: it took place once.
  if (known !== undefined) return path;
  await addEvents(world, [
    {
      slug: 'veillee-de-novembre',
      name: 'Veillée de novembre',
      summary: 'Trois contes et une soupe, au pied du phare.',
      startsInMs: -3 * DAY_MS,
    },
  ]);
  return path;
}

export const AGENDA_SCENES = {
  'past-event': playPastEvent,
} as const;
