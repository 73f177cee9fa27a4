import { DEFAULT_LANGUAGE, isLanguage } from '../../../shared/i18n.ts';
import type { Language } from '../../../shared/i18n.ts';
import { addDays, dayOf } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import { Temporal, instantFromMs } from '../../../shared/time.ts';
import type { Db } from '../../db/open-database.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Mail } from '../../http/deps.ts';
import { uuidOf } from '../../ledger/account-id.ts';
import { PATHS_OF_SITE } from '../../site/paths.ts';
import type { MailPart } from '../mail-html.ts';
import { queueMail } from '../mail-store.ts';
import { MAIL_TEXTS } from '../texts.ts';

/** How many are read at once. */
export const PAGE_MAX = 200;

/** All rows, a page at a time, in the order of their keys: what is passed over hides nobody behind it. */
export async function* readPages<Row extends { readonly key: string }>(
  read: (after: string) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = ''; ;) {
    const page = await read(after);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE_MAX) return;
    after = last.key;
  }
}

export type Reminder = {
  readonly kind: 'event-tomorrow' | 'shift-tomorrow' | 'membership-14' | 'membership-3';
  /** The event, the shift or the membership. */
  readonly subjectId: string;
  readonly personId: string;
  readonly mail: Mail;
};

/**
 * Sends a reminder once, whoever finds it first: the row that says so and the mail are stored
 * together.
 */
export async function remindOnce(db: Db, reminder: Reminder, now: Instant): Promise<void> {
  const { kind, subjectId, personId, mail } = reminder;
  await writeTransaction(db, async (tx) => {
    const isFirst = await tx.query
      .insertInto('reminder')
      .values({ kind, subject_id: subjectId, person_id: personId, sent_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if ((isFirst.numInsertedOrUpdatedRows ?? 0n) === 0n) return;
    await queueMail(tx, uuidOf(`reminder ${kind} ${subjectId} ${personId}`), mail, now);
  });
}

/** In the morning, when a day can still be arranged. */
const REMINDED_AT = new Temporal.PlainTime(10);

/** Ten in the morning of the day before, where it takes place. */
export function dayBefore(at: Instant, timeZone: string): Instant {
  const day = Temporal.PlainDate.from(addDays(dayOf(at, timeZone), -1));
  const moment = day.toZonedDateTime({ timeZone, plainTime: REMINDED_AT });
  return instantFromMs(moment.toInstant().epochMilliseconds);
}

/** From ten in the morning to the end of the next day, the hour that winter gives included. */
export const REMINDED_BEFORE_MS_MAX = 39 * 3_600_000;

export const languageOf = (language: string): Language =>
  isLanguage(language) ? language : DEFAULT_LANGUAGE;

/** Why it came, and where to change the address it came to. */
export const whyPart = (language: Language, publicUrl: string): MailPart => ({
  kind: 'small',
  text: MAIL_TEXTS[language]('reminder.why', { url: publicUrl + PATHS_OF_SITE.preferences }),
});
