import type { MembershipPeriod } from '../../domain/membership/period.ts';
import { dayOf, formatCents, formatDay } from '../../shared/format.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { Mail, MailAttachment } from '../http/deps.ts';
import type { MailPart } from '../mail/mail-html.ts';
import { SITE_ADDRESS } from '../mail/site-address.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { writeMail } from '../mail/write-mail.ts';
import { offerPath, offersOfPath, ownMembershipPath } from '../site/paths.ts';
import type { LockedMembership } from './lock-membership.ts';

/** Who is written to about what; all mails about memberships are made of this. */
type Told = Pick<LockedMembership, 'id' | 'name' | 'cents' | 'person' | 'collective'> & {
  readonly offer: Pick<NonNullable<LockedMembership['offer']>, 'id'> | null;
};

export type UnpaidReason =
  | { readonly kind: 'short'; readonly missingCents: Cents }
  | { readonly kind: 'refused' | 'needs-person' | 'no-card' };

/** A request is on its way to the team. */
export function requestedMail(membership: Told): Mail {
  const { t, values } = wordsOf(membership);
  return write(membership, {
    subject: t('membership.requested.subject', values),
    lines: [t('membership.requested.lead', values), t('membership.requested.next')],
    button: t('membership.requested.button'),
    path: ownMembershipPath(membership.id),
  });
}

/** The team said yes: what is left is to pay, until a day. */
export function approvedMail(membership: Told, until: Day): Mail {
  const { t, values, day } = wordsOf(membership);
  const isFree = membership.cents === 0;
  return write(membership, {
    subject: t('membership.approved.subject', values),
    lines: [
      t('membership.approved.lead', values),
      ...(isFree ? [] : [t('membership.approved.price', values)]),
      t('membership.approved.until', { day: day(until) }),
    ],
    button: t(isFree ? 'membership.approved.buttonFree' : 'membership.approved.button', values),
    path: ownMembershipPath(membership.id),
  });
}

/** The team said no, and why. */
export function refusedMail(membership: Told, reason: string): Mail {
  const { t, values } = wordsOf(membership);
  return write(membership, {
    subject: t('membership.refused.subject', values),
    lines: [
      t('membership.refused.lead', values),
      ...(reason === '' ? [] : [t('membership.refused.reason', { reason })]),
      t('membership.refused.nothing'),
    ],
    button: t('membership.refused.button'),
    path: offersOfPath(membership.collective.slug),
  });
}

/** It begins, or goes on. */
export function begunMail(
  membership: Told & Pick<LockedMembership, 'renewalOf'>,
  { startsOn, endsOn }: MembershipPeriod,
  means: 'free' | 'pass' | 'bank-card',
  receipt: MailAttachment | null = null,
): Mail {
  const { t, values, day } = wordsOf(membership);
  const isFirst = membership.renewalOf === null;
  const isFree = membership.cents === 0;
  return write(membership, {
    subject: t(isFirst ? 'membership.begun.subject' : 'membership.begun.subjectAgain', values),
    lines: [t(isFirst ? 'membership.begun.lead' : 'membership.begun.again', values)],
    rows: [
      [t('membership.begun.from'), day(startsOn)],
      [t('membership.begun.to'), endsOn === null ? t('membership.begun.open') : day(endsOn)],
      ...(isFree ? [] : [[t('membership.begun.paid'), values.amount] as const]),
      [t('membership.begun.means'), t(`membership.meansOf.${means}`)],
    ],
    after: receipt === null ? [] : [t('membership.begun.receipt')],
    ...(receipt === null ? {} : { attachments: [receipt] }),
    button: t('membership.begun.button'),
    path: ownMembershipPath(membership.id),
  });
}

/** A renewal could not be paid: why, what to do, until when. `membership` is the period to pay. */
export function unpaidMail(
  membership: Told,
  reason: UnpaidReason,
  next: { readonly at: Instant; readonly isLast: boolean },
): Mail {
  const { t, values, day, language } = wordsOf(membership);
  const on = { day: day(dayOf(next.at, membership.collective.timeZone)) };
  const missing =
    reason.kind === 'short' ? { missing: formatCents(reason.missingCents, language) } : {};
  return write(membership, {
    subject: t('membership.unpaid.subject', values),
    lines: [
      t('membership.unpaid.lead', values),
      t(`membership.unpaid.${reason.kind}`, missing),
      t('membership.unpaid.again', on),
      ...(next.isLast ? [t('membership.unpaid.last', on)] : []),
    ],
    button: t('membership.unpaid.button', values),
    path: ownMembershipPath(membership.id),
  });
}

/** Its last day is over. */
export function endedMail(membership: Told, endedOn: Day, why: 'over' | 'unpaid'): Mail {
  const { t, values, day } = wordsOf(membership);
  return write(membership, {
    subject: t('membership.ended.subject', values),
    lines: [
      t('membership.ended.lead', { ...values, day: day(endedOn) }),
      ...(why === 'unpaid' ? [t('membership.ended.unpaid')] : []),
      t('membership.ended.again'),
    ],
    button: t('membership.ended.button'),
    path: againPath(membership),
  });
}

/** The collective takes the offer away: it will not renew. */
export function removedMail(membership: Told, until: Day): Mail {
  const { t, values, day } = wordsOf(membership);
  return write(membership, {
    subject: t('membership.removed.subject', values),
    lines: [
      t('membership.removed.lead', values),
      t('membership.removed.until', { day: day(until) }),
    ],
    button: t('membership.removed.button'),
    path: offersOfPath(membership.collective.slug),
  });
}

/** An approval that nobody paid for. */
export function forgottenMail(membership: Told): Mail {
  const { t, values } = wordsOf(membership);
  return write(membership, {
    subject: t('membership.forgotten.subject', values),
    lines: [t('membership.forgotten.lead', values), t('membership.forgotten.again')],
    button: t('membership.forgotten.button'),
    path: againPath(membership),
  });
}

const againPath = ({ offer, collective }: Told): string =>
  offer === null ? offersOfPath(collective.slug) : offerPath(collective.slug, offer.id);

function wordsOf({ name, cents, person, collective }: Told) {
  const { language } = person;
  return {
    t: MAIL_TEXTS[language],
    language,
    values: {
      ...{ offer: name, collective: collective.name },
      amount: formatCents(cents, language),
    },
    day: (day: Day) => formatDay(day, language),
  };
}

type Letter = {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly rows?: readonly (readonly [name: string, value: string])[];
  readonly after?: readonly string[];
  readonly attachments?: readonly MailAttachment[];
  readonly button: string;
  /** Of the site. */
  readonly path: string;
};

function write({ person }: Told, letter: Letter): Mail {
  const { language, name } = person;
  const t = MAIL_TEXTS[language];
  const { subject, lines, rows, after = [], button } = letter;
  const hello = name === '' ? t('membership.hello') : t('membership.helloName', { name });
  const facts: readonly MailPart[] = rows === undefined ? [] : [{ kind: 'facts', facts: rows }];
  return writeMail({
    ...{ to: person.email ?? '', subject, language },
    ...(letter.attachments === undefined ? {} : { attachments: letter.attachments }),
    parts: [
      { kind: 'text', text: hello },
      ...lines.map((text): MailPart => ({ kind: 'text', text })),
      ...facts,
      ...after.map((text): MailPart => ({ kind: 'small', text })),
      { kind: 'button', text: button, url: SITE_ADDRESS + letter.path },
    ],
  });
}
