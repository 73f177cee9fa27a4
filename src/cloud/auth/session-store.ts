import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import { toId } from '../../shared/ids.ts';
import type { PersonId } from '../../shared/ids.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { SignedInPerson } from '../http/deps.ts';
import { hashSecret, isSecretShape, makeSecret } from './secrets.ts';

/** A device stays signed in this long after it was last seen. */
export const SESSION_MS_MAX = 90 * 24 * 3_600_000;

/** "Last seen" is written at most this often: a page then costs no write. */
const SEEN_EVERY_MS = 3_600_000;

/** The last ones that are shown; older ones can still be ended all at once. */
const SESSIONS_SHOWN_MAX = 50;

export type Session = {
  readonly id: string;
  readonly device: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
};

/** Opens a session and gives the secret for the cookie: it is stored nowhere. */
export async function openSession(
  tx: WritableDb,
  session: { readonly id: string; readonly personId: PersonId; readonly device: string },
  now: Instant,
): Promise<string> {
  const secret = makeSecret();
  await tx.query
    .insertInto('session')
    .values({
      id: session.id,
      secret_hash: hashSecret(secret),
      person_id: session.personId,
      device: session.device,
      created_at: now,
      last_seen_at: now,
      expires_at: addMs(now, SESSION_MS_MAX),
    })
    .execute();
  return secret;
}

/** Who holds this cookie, and whether it is time to write down that they were seen. */
export async function findSession(
  db: ReadableDb,
  secret: string,
  now: Instant,
): Promise<{ readonly person: SignedInPerson; readonly isSeenOld: boolean } | null> {
  if (!isSecretShape(secret)) return null;
  const row = await db.query
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      ...(['session.id', 'session.person_id', 'session.last_seen_at'] as const),
      ...(['person.email', 'person.name', 'person.language'] as const),
      ...(['person.text_size', 'person.contrast'] as const),
    ])
    .where('secret_hash', '=', hashSecret(secret))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  // An account that was deleted has no address any more.
  if (row === undefined || row.email === null) return null;
  return {
    person: {
      personId: toId(row.person_id),
      email: row.email,
      name: row.name,
      language: isLanguage(row.language) ? row.language : DEFAULT_LANGUAGE,
      textSize: row.text_size,
      contrast: row.contrast,
      sessionId: row.id,
    },
    isSeenOld: row.last_seen_at < addMs(now, -SEEN_EVERY_MS),
  };
}

export async function markSessionSeen(
  tx: WritableDb,
  sessionId: string,
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('session')
    .set({ last_seen_at: now, expires_at: addMs(now, SESSION_MS_MAX) })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function listSessions(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly Session[]> {
  const rows = await db.query
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .limit(SESSIONS_SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    createdAt: row.created_at as Instant,
    lastSeenAt: row.last_seen_at as Instant,
  }));
}

/** Ends one session of this person; somebody else's id changes nothing. */
export async function endSession(
  tx: WritableDb,
  personId: PersonId,
  sessionId: string,
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('session')
    .set({ ended_at: now })
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function endOtherSessions(
  tx: WritableDb,
  person: SignedInPerson,
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('session')
    .set({ ended_at: now })
    .where('person_id', '=', person.personId)
    .where('id', '<>', person.sessionId)
    .where('ended_at', 'is', null)
    .execute();
}
