import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { demoInstant } from './demo-data.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Everybody of the demo signed up some days before it was made. */
const SIGNED_DAYS_AGO = 6;

/** Where volunteers are needed. Events and people must be there already. */
export async function seedShifts(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const zones = new Map(demo.collectives.map(({ id, timeZone }) => [id, timeZone]));
  for (const shift of demo.shifts) {
    const when = { now, timeZone: zones.get(shift.collectiveId) ?? 'Europe/Paris' };
    const startsAt = demoInstant(shift.startsAt, when);
    await tx.query
      .insertInto('shift')
      .values({
        ...{ id: shift.id, collective_id: shift.collectiveId, event_id: shift.eventId },
        ...{ name: shift.name, description: shift.description, place: shift.place },
        ...{ starts_at: startsAt, ends_at: demoInstant(shift.endsAt, when) },
        needed: shift.needed,
        drop_out_until:
          shift.dropOutHours === 0 ? null : addMs(startsAt, -shift.dropOutHours * HOUR_MS),
        credits_time: shift.creditsTime ? 1 : 0,
        removed_at: null,
      })
      .execute();
    for (const [index, personId] of shift.personIds.entries()) {
      await tx.query
        .insertInto('shift_sign_up')
        .values({
          id: uuidOf(`sign-up of the demo ${shift.id} ${personId}`),
          ...{ shift_id: shift.id, person_id: personId, state: 'signed-up', closed_at: null },
          signed_at: addMs(now, -SIGNED_DAYS_AGO * DAY_MS + index * HOUR_MS),
        })
        .execute();
    }
  }
}
