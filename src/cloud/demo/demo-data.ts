import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoPass } from '../../contract/config/station.ts';
import { demoDataSchema } from '../../contract/demo/demo-schema.ts';
import type { DemoMoment } from '../../contract/demo/demo-fields.ts';
import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { parseUidHex } from '../../domain/card/uid.ts';
import { assert } from '../../shared/assert.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import { resourcesPath } from '../../shared/node/resources.ts';
import { unwrap } from '../../shared/result.ts';
import { Temporal, instantFromMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';

const DEMO_FILES = {
  village: 'village.json',
  collectives: 'collectives.json',
  assets: 'assets.json',
  categories: 'categories.json',
  pointsOfSale: 'points-of-sale.json',
  products: 'products.json',
  tables: 'tables.json',
  people: 'people.json',
  cards: 'cards.json',
  staff: 'staff.json',
  events: 'events.json',
  shifts: 'shifts.json',
  tickets: 'tickets.json',
  roomBookings: 'room-bookings.json',
  memberships: 'memberships.json',
  plan: 'coworking-plan.json',
  badge: 'badge.json',
} as const satisfies Readonly<Record<keyof DemoData, string>>;

/** The demo data of resources/demo. A fault in it is a bug of ours: it throws, and names file and field. */
export function loadDemoData(folder: string = resourcesPath('demo')): DemoData {
  const contents = Object.fromEntries(
    Object.entries(DEMO_FILES).map(([part, file]): readonly [string, unknown] => [
      part,
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    ]),
  );
  const parsed = demoDataSchema.safeParse(contents);
  assert(
    parsed.success,
    `resources/demo is not as its schema says: ${parsed.error?.issues.map(describeIssue).join('; ')}`,
  );
  return parsed.data;
}

/**
 * When a moment of the demo is, for a demo made `now`.
 *
 * Example: made on 3 November 2026 in Paris, `{ inDays: 2, at: '20:30' }` is 2026-11-05T19:30:00.000Z.
 */
export function demoInstant(
  moment: DemoMoment,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Instant {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const at = today
    .add({ days: moment.inDays })
    .toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(moment.at) });
  return instantFromMs(at.epochMilliseconds);
}

/** The tray of a collective's demo station: its staff Passes first, then the 12 of the public. */
export function demoTray(demo: DemoData, collectiveId: CollectiveId): readonly DemoPass[] {
  const staffCards = demo.staff
    .filter((staff) => staff.collectiveId === collectiveId)
    .flatMap(({ card }) => card ?? []);
  return [...staffCards, ...demo.cards].map(({ uid, tray }) => ({
    uid: unwrap(parseUidHex(uid)),
    ...tray,
  }));
}

function describeIssue(issue: {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}): string {
  const [part, ...rest] = issue.path;
  const file = DEMO_FILES[part as keyof DemoData] ?? 'a file';
  return `${file} at ${rest.join('.')}: ${issue.message}`;
}
