import { addDays, dayOf, formatDay } from '../../../shared/format.ts';
import { Temporal } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { CloudDeps, Mail } from '../../http/deps.ts';
import { ownMembershipPath } from '../../site/paths.ts';
import { MAIL_TEXTS } from '../texts.ts';
import { writeMail } from '../write-mail.ts';
import { PAGE_MAX, languageOf, readPages, remindOnce, whyPart } from './remind-once.ts';

/** How many days before its end; the second is for who was away. */
const NOTICES = [
  { kind: 'membership-14', days: 14, after: 3 },
  { kind: 'membership-3', days: 3, after: -1 },
] as const;

/** From this hour on: nobody is written to at night. */
const HOUR_FIRST = 10;

/**
 * Reminds of a membership that ends and does not renew by itself. Not of one that was taken again
 * already, nor of one so short that it was taken yesterday.
 */
export async function remindMemberships(deps: CloudDeps): Promise<void> {
  for (const notice of NOTICES) await remindOfNotice(deps, notice);
}

type Notice = (typeof NOTICES)[number];

async function remindOfNotice({ db, clock, config }: CloudDeps, notice: Notice): Promise<void> {
  const now = clock();
  const { kind, days } = notice;
  for await (const row of readPages((after) => findEnding(db, now, notice, after))) {
    const local = Temporal.Instant.from(now).toZonedDateTimeISO(row.time_zone);
    const endsOn = row.ends_on as Day;
    const left = daysBetween(dayOf(now, row.time_zone), endsOn);
    const isShort = daysBetween(row.starts_on as Day, endsOn) <= 2 * days;
    if (local.hour < HOUR_FIRST || left > days || left <= notice.after || isShort) continue;
    const mail = membershipMail(row, left, config.publicUrl);
    const reminder = { kind, subjectId: row.id, personId: row.person_id, mail };
    await remindOnce(db, reminder, now);
  }
}

const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

function findEnding(db: ReadableDb, now: Instant, { kind, days, after }: Notice, key: string) {
  // A day more on both sides: days are those of each collective.
  const today = dayOf(now, 'UTC');
  return db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select([
      'membership.id',
      'membership.id as key',
      'membership.name',
      'membership.person_id',
      'starts_on',
      'ends_on',
    ])
    .select(['collective.name as collective_name', 'time_zone', 'email', 'person.language'])
    .where('membership.state', '=', 'active')
    .where('membership.renews', '=', 0)
    .where('ends_on', '>=', addDays(today, after))
    .where('ends_on', '<=', addDays(today, days + 1))
    .where('email', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('membership as next')
            .select('next.id')
            .whereRef('next.person_id', '=', 'membership.person_id')
            .whereRef('next.collective_id', '=', 'membership.collective_id')
            .whereRef('next.name', '=', 'membership.name')
            .whereRef('next.starts_on', '>', 'membership.starts_on')
            .where('next.state', 'in', ['active', 'requested', 'approved', 'waiting-for-payment']),
        ),
      ),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('reminder')
            .select('reminder.kind')
            .whereRef('reminder.subject_id', '=', 'membership.id')
            .where('reminder.kind', '=', kind),
        ),
      ),
    )
    .where('membership.id', '>', key)
    .orderBy('membership.id')
    .limit(PAGE_MAX)
    .execute();
}

type Ending = Awaited<ReturnType<typeof findEnding>>[number];

function membershipMail(row: Ending, left: number, publicUrl: string): Mail {
  const language = languageOf(row.language);
  const t = MAIL_TEXTS[language];
  const { name: membership, collective_name: collective } = row;
  const day = formatDay(row.ends_on as Day, language);
  return writeMail({
    ...{ to: row.email ?? '', language },
    subject: t('reminder.membership.subject', { membership, count: left }),
    parts: [
      { kind: 'title', text: t('reminder.membership.title') },
      { kind: 'text', text: t('reminder.membership.lead', { membership, collective, day }) },
      { kind: 'text', text: t('reminder.membership.stays') },
      { kind: 'text', text: t('reminder.membership.renew') },
      {
        kind: 'button',
        text: t('reminder.membership.button'),
        url: publicUrl + ownMembershipPath(row.id),
      },
      whyPart(language, publicUrl),
    ],
  });
}
