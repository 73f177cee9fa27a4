import type { Selectable } from 'kysely';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { MailTable } from '../db/site-tables.ts';
import type { Mail, MailAttachment, MailPicture } from '../http/deps.ts';
import { drawLatePicture, writeLateCalendar } from './late-parts.ts';
import type { LateCalendar, LateDeps, LatePart, LatePicture } from './late-parts.ts';

const MINUTE_MS = 60_000;

/** How long after each failed try the next one comes; after the last one the mail is given up. */
const RETRY_AFTER_MS = [1, 5, 30, 120, 480, 960].map((minutes) => minutes * MINUTE_MS);

export const MAIL_TRIES_MAX = RETRY_AFTER_MS.length;

/** A server that says "never" is asked once more: now and then it meant "not now". */
export const REFUSED_TRIES_MAX = 2;

/** How many leave in one go. */
const CLAIMED_MAX = 20;

const ERROR_LENGTH_MAX = 500;

const EMPTIED = { subject: '', text: '', html: '', attachments: '[]' } as const;

/**
 * Puts a mail in the queue, in the transaction that has a reason to send it: both are stored, or
 * neither.
 */
export async function queueMail(
  tx: WritableDb,
  id: string,
  mail: Mail & { readonly late?: readonly LatePart[] },
  now: Instant,
): Promise<void> {
  await tx.query
    .insertInto('mail')
    .values({
      id,
      to_address: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? '',
      attachments: JSON.stringify([
        ...(mail.pictures ?? []),
        ...(mail.attachments ?? []),
        ...(mail.late ?? []),
      ]),
      created_at: now,
      next_try_at: now,
      tries: 0,
    })
    .execute();
}

/** What a stored mail carries, with what is made only now. */
export function readCarried(
  attachments: string,
  deps: LateDeps,
): Required<Pick<Mail, 'pictures' | 'attachments'>> {
  const carried = JSON.parse(attachments) as readonly Carried[];
  return {
    pictures: carried.flatMap((part) =>
      'ticket' in part ? [drawLatePicture(part, deps)] : 'id' in part ? [part] : [],
    ),
    attachments: carried.flatMap((part) =>
      'calendar' in part ? [writeLateCalendar(part, deps)] : 'name' in part ? [part] : [],
    ),
  };
}

type Carried = MailPicture | MailAttachment | LatePicture | LateCalendar;

/**
 * Takes the mails that are due and puts their next try off, so that no other instance takes them
 * and one that was lost half-way leaves again later.
 */
export async function claimDueMails(
  tx: WritableDb,
  now: Instant,
): Promise<readonly Selectable<MailTable>[]> {
  const due = tx.query
    .selectFrom('mail')
    .selectAll()
    .where('sent_at', 'is', null)
    .where('gave_up_at', 'is', null)
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(CLAIMED_MAX);
  const rows = await (tx.kind === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
  for (const row of rows) {
    await tx.query
      .updateTable('mail')
      .set({
        tries: row.tries + 1,
        next_try_at: addMs(now, RETRY_AFTER_MS[row.tries] ?? RETRY_AFTER_MS[0] ?? MINUTE_MS),
      })
      .where('id', '=', row.id)
      .execute();
  }
  return rows;
}

/** A sent mail keeps its address and its dates; what it said is erased, unless it is to be shown. */
export async function markMailSent(
  tx: WritableDb,
  id: string,
  now: Instant,
  isKept: boolean,
): Promise<void> {
  await tx.query
    .updateTable('mail')
    .set({ sent_at: now, last_error: null, ...(isKept ? {} : EMPTIED) })
    .where('id', '=', id)
    .execute();
}

export type MailFailure = {
  readonly id: string;
  readonly triesBefore: number;
  readonly error: string;
  /** The server will never take it: the address does not exist, the message is not wanted. */
  readonly isRefused: boolean;
};

/** Keeps why a try failed, and gives the mail up after the last one; true when it was. */
export async function markMailFailed(
  tx: WritableDb,
  { id, triesBefore, error, isRefused }: MailFailure,
  now: Instant,
): Promise<boolean> {
  const isLast = triesBefore + 1 >= (isRefused ? REFUSED_TRIES_MAX : MAIL_TRIES_MAX);
  await tx.query
    .updateTable('mail')
    .set({
      last_error: error.slice(0, ERROR_LENGTH_MAX),
      ...(isLast ? { gave_up_at: now, ...EMPTIED } : {}),
    })
    .where('id', '=', id)
    .execute();
  return isLast;
}

/** The newest mails, for the demo's page. */
export async function listMails(
  db: ReadableDb,
  limit: number,
): Promise<readonly Selectable<MailTable>[]> {
  return db.query
    .selectFrom('mail')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
