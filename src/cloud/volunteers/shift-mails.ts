import { dayOf, formatDay, formatHour } from '../../shared/format.ts';
import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import type { MakeId, PersonId, ShiftId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { Mail } from '../http/deps.ts';
import { queueMail } from '../mail/mail-store.ts';
import type { MailPart } from '../mail/mail-html.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { writeMail } from '../mail/write-mail.ts';
import { PATHS_OF_SITE, shiftPath } from '../site/paths.ts';

/** What mails say of a shift. */
export type MailedShift = {
  readonly id: ShiftId;
  readonly name: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly collective: { readonly slug: string; readonly name: string; readonly timeZone: string };
  readonly eventName: string | null;
};

export async function readMailedShift(db: ReadableDb, shiftId: ShiftId): Promise<MailedShift> {
  const row = await db.query
    .selectFrom('shift')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .leftJoin('event', 'event.id', 'shift.event_id')
    .select(['shift.name', 'shift.place', 'shift.starts_at', 'shift.ends_at'])
    .select(['collective.slug', 'collective.name as collective_name', 'time_zone'])
    .select('event.name as event_name')
    .where('shift.id', '=', shiftId)
    .executeTakeFirstOrThrow();
  return {
    ...{ id: shiftId, name: row.name, place: row.place, eventName: row.event_name },
    ...{ startsAt: row.starts_at as Instant, endsAt: row.ends_at as Instant },
    collective: { slug: row.slug, name: row.collective_name, timeZone: row.time_zone },
  };
}

export type Reader = { readonly to: string; readonly language: Language };

/** Day, hours, place and collective, as every mail about a shift says them. */
export function shiftFacts(shift: MailedShift, language: Language): MailPart {
  const t = MAIL_TEXTS[language];
  const { timeZone } = shift.collective;
  const hour = (at: Instant): string => formatHour(at, timeZone, language);
  return {
    kind: 'facts',
    facts: [
      [t('shift.what'), shift.name],
      [
        t('shift.when'),
        `${formatDay(dayOf(shift.startsAt, timeZone), language)}\n${t('shift.hours', {
          start: hour(shift.startsAt),
          end: hour(shift.endsAt),
        })}`,
      ],
      ...(shift.place === '' ? [] : [[t('shift.where'), shift.place] as const]),
      [
        t('shift.for'),
        shift.eventName === null
          ? shift.collective.name
          : `${shift.eventName}\n${shift.collective.name}`,
      ],
    ],
  };
}

type ShiftNews = {
  readonly shift: MailedShift;
  readonly publicUrl: string;
  /** `message`: what the collective writes. */
  readonly news:
    | { readonly kind: 'changed' | 'removed' | 'tomorrow' }
    | { readonly kind: 'message'; readonly text: string };
};

/** A mail to somebody who comes: what changed, and where to see it. */
export function shiftMail({ to, language }: Reader, { shift, publicUrl, news }: ShiftNews): Mail {
  const t = MAIL_TEXTS[language];
  const values = { shift: shift.name, collective: shift.collective.name };
  const isRemoved = news.kind === 'removed';
  const url =
    publicUrl + (isRemoved ? PATHS_OF_SITE.volunteers : shiftPath(shift.collective.slug, shift.id));
  return writeMail({
    ...{ to, language, subject: t(`shift.${news.kind}.subject`, values) },
    parts: [
      { kind: 'title', text: t(`shift.${news.kind}.title`, values) },
      { kind: 'text', text: t(`shift.${news.kind}.lead`, values) },
      ...(news.kind === 'message'
        ? news.text.split(/\n+/).map((text) => ({ kind: 'text', text }) as const)
        : []),
      shiftFacts(shift, language),
      { kind: 'button', text: t(`shift.${news.kind}.button`), url },
      { kind: 'small', text: t(`shift.${news.kind}.after`, values) },
    ],
  });
}

/** Queues it for each of them who has an address, in their own language. */
export async function tellVolunteers(
  tx: WritableDb,
  personIds: readonly PersonId[],
  news: ShiftNews,
  means: { readonly makeId: MakeId; readonly now: Instant },
): Promise<void> {
  if (personIds.length === 0) return;
  const people = await tx.query
    .selectFrom('person')
    .select(['email', 'language'])
    .where(isOneOf(tx.kind, 'id', personIds))
    .where('email', 'is not', null)
    .execute();
  for (const { email, language } of people) {
    const reader = {
      to: email ?? '',
      language: isLanguage(language) ? language : DEFAULT_LANGUAGE,
    };
    await queueMail(tx, means.makeId(), shiftMail(reader, news), means.now);
  }
}
