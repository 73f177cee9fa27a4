import type { DemoData } from '../../../contract/demo/demo-schema.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { WritableDb } from '../../db/open-database.ts';
import { demoInstant } from '../../demo/demo-data.ts';
import { seedMemberships } from '../../demo/seed-memberships.ts';
import { uuidOf } from '../../ledger/account-id.ts';
import { bookingColumns, seedBookingRules } from './seed-booking.ts';

const MICRO = 1_000_000;
const DAY_MS = 24 * 3_600_000;

type DemoAddress = DemoData['collectives'][number]['address'];

const placeColumns = (address: DemoAddress) => ({
  street: address.street,
  postal_code: address.postalCode,
  town: address.town,
  country: address.country,
  latitude_e6: Math.round(address.latitude * MICRO),
  longitude_e6: Math.round(address.longitude * MICRO),
});

/**
 * What the site shows of the demo beside its events: pages of collectives, memberships, and an
 * account for each manager. Collectives, people and offers must be there already. Dates count from
 * `now`.
 */
export async function seedSite(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  await seedCollectivePages(tx, demo, now);
  await seedBookingRules(tx, demo, now);
  await seedMemberships(tx, demo, now);
  await seedManagers(tx, demo, now);
}

async function seedCollectivePages(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  for (const collective of demo.collectives) {
    await tx.query
      .insertInto('collective_page')
      .values({
        collective_id: collective.id,
        summary: collective.shortDescription,
        description: collective.description,
        opening_hours: collective.openingHours,
        ...placeColumns(collective.address),
        email: collective.email,
        phone: collective.phone,
        picture: collective.picture,
        changed_at: now,
      })
      .execute();
  }
}

/**
 * What takes place, once the offers that open its member prices are there. The catalogue sells
 * tickets for it, so it comes before.
 */
export async function seedEvents(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const zones = new Map(demo.collectives.map(({ id, timeZone }) => [id, timeZone]));
  for (const event of demo.events) {
    const timeZone = zones.get(event.collectiveId) ?? 'Europe/Paris';
    const isToCome = event.startsAt.inDays >= 0;
    const isOver = isToCome && demoInstant(event.endsAt, { now, timeZone }) <= now;
    // A demo made late at night shows the evening of the next day: one that is over shows nothing.
    const when = { now: isOver ? addMs(now, DAY_MS) : now, timeZone };
    await tx.query
      .insertInto('event')
      .values({
        id: event.id,
        collective_id: event.collectiveId,
        slug: event.slug,
        name: event.name,
        summary: event.shortDescription,
        description: event.description,
        starts_at: demoInstant(event.startsAt, when),
        doors_at: demoInstant(event.doorsAt, when),
        ends_at: demoInstant(event.endsAt, when),
        place_name: event.place.name,
        ...placeColumns(event.place.address),
        capacity: event.capacity,
        asks_names: event.asksNames ? 1 : 0,
        ...bookingColumns(event, demoInstant(event.startsAt, when)),
        tags: JSON.stringify(event.tags),
        wheelchair: event.access.wheelchair,
        access_note: event.access.note,
        children_welcome: event.children.welcome ? 1 : 0,
        children_note: event.children.note,
        organiser: event.organiser,
        picture: event.picture,
        published: 1,
        changed_at: now,
      })
      .execute();
    await tx.query
      .insertInto('event_price')
      .values(
        event.prices.map((price, line) => ({
          id: price.id,
          event_id: event.id,
          line,
          name: price.name,
          kind: price.kind,
          price_cents: price.priceCents,
          price_min_cents: price.priceMinCents,
          quota: price.quota,
          offer_id: price.membershipOfferId,
        })),
      )
      .execute();
    tx.changed('event', event.id, event.collectiveId);
  }
}

/** Address of a manager's account in the demo, to sign in to the office: `nolwenn@example.org`. */
export const managerEmail = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/[^a-zA-Z]/g, '')
    .toLowerCase()}@example.org`;

async function seedManagers(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  for (const staff of demo.staff.filter(({ right }) => right === 'manager')) {
    const personId = uuidOf(`manager of the demo ${staff.id}`);
    await tx.query
      .insertInto('person')
      .values({
        id: personId,
        email: managerEmail(staff.name),
        name: staff.name,
        language: 'fr',
        created_at: now,
      })
      .execute();
    await tx.query
      .insertInto('collective_manager')
      .values({ collective_id: staff.collectiveId, person_id: personId, since: now })
      .execute();
  }
}
