import { addMs } from '../../../shared/time.ts';
import type { ShiftId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { CloudDeps } from '../../http/deps.ts';
import { readMailedShift, shiftMail } from '../../volunteers/shift-mails.ts';
import {
  REMINDED_BEFORE_MS_MAX,
  PAGE_MAX,
  dayBefore,
  languageOf,
  readPages,
  remindOnce,
} from './remind-once.ts';

/** Reminds volunteers of a shift, at ten in the morning of the day before. */
export async function remindShifts({ db, clock, config }: CloudDeps): Promise<void> {
  const now = clock();
  for await (const row of readPages((after) => findSignedUp(db, now, after))) {
    const remindedAt = dayBefore(row.starts_at as Instant, row.time_zone);
    if (now < remindedAt || row.signed_at >= remindedAt) continue;
    const shift = await readMailedShift(db, row.id as ShiftId);
    const reader = { to: row.email ?? '', language: languageOf(row.language) };
    const { publicUrl } = config;
    const mail = shiftMail(reader, { shift, publicUrl, news: { kind: 'tomorrow' } });
    await remindOnce(
      db,
      { kind: 'shift-tomorrow', subjectId: row.id, personId: row.person_id, mail },
      now,
    );
  }
}

const findSignedUp = (db: ReadableDb, now: Instant, after: string) =>
  db.query
    .selectFrom('shift_sign_up as own')
    .innerJoin('shift', 'shift.id', 'own.shift_id')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .innerJoin('person', 'person.id', 'own.person_id')
    .leftJoin('reminder', (join) =>
      join
        .onRef('reminder.subject_id', '=', 'shift.id')
        .onRef('reminder.person_id', '=', 'own.person_id')
        .on('reminder.kind', '=', 'shift-tomorrow'),
    )
    .select(['own.id as key', 'shift.id', 'shift.starts_at', 'own.person_id', 'own.signed_at'])
    .select(['collective.time_zone', 'person.email', 'person.language'])
    .where('own.state', '=', 'signed-up')
    .where('shift.removed_at', 'is', null)
    .where('shift.starts_at', '>', now)
    .where('shift.starts_at', '<=', addMs(now, REMINDED_BEFORE_MS_MAX))
    .where('person.email', 'is not', null)
    .where('reminder.sent_at', 'is', null)
    .where('own.id', '>', after)
    .orderBy('own.id')
    .limit(PAGE_MAX)
    .execute();
