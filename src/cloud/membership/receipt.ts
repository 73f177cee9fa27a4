import { dayOf, formatCents, formatDay } from '../../shared/format.ts';
import type { Language } from '../../shared/i18n.ts';
import type { PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { MailAttachment } from '../http/deps.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { makePdf } from '../office/pdf/pdf-sheet.ts';
import type { PdfSheet } from '../office/pdf/pdf-sheet.ts';

/** What was paid on the site for one period: who, what, when, how much, how. */
export type MembershipReceipt = {
  readonly id: string;
  /** For people: the tail of the id, in two groups. */
  readonly number: string;
  readonly name: string;
  readonly priceName: string;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly cents: Cents;
  readonly means: 'free' | 'pass' | 'bank-card';
  readonly paidAt: Instant;
  readonly paidOn: Day;
  readonly person: { readonly name: string; readonly email: string };
  readonly seller: readonly string[];
};

/** Null when it is not theirs, not paid, or was sold at a till, which prints its own. */
export async function readReceipt(
  db: ReadableDb | WritableDb,
  membershipId: string,
  personId: PersonId,
): Promise<MembershipReceipt | null> {
  const row = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('collective_page as page', 'page.collective_id', 'collective.id')
    .leftJoin('membership_price as price', 'price.id', 'membership.price_id')
    .select(['membership.id', 'membership.name', 'starts_on', 'ends_on', 'cents', 'means'])
    .select(['paid_at', 'time_zone', 'collective.name as collective_name'])
    .select(['person.name as person_name', 'person.email', 'price.name as price_name'])
    .select(['page.street', 'page.postal_code', 'page.town', 'page.email as page_email'])
    .where('membership.id', '=', membershipId)
    .where('membership.person_id', '=', personId)
    .where('membership.state', 'in', ['active', 'ended', 'cancelled'])
    .where('means', 'is not', null)
    .where('cents', '>', 0)
    .executeTakeFirst();
  if (row === undefined || row.means == null || row.paid_at == null) return null;
  const paidAt = row.paid_at as Instant;
  const town = [row.postal_code, row.town].filter((part) => part !== null && part !== '').join(' ');
  return {
    ...{ id: row.id, number: numberOf(row.id), name: row.name, priceName: row.price_name ?? '' },
    ...{ startsOn: row.starts_on as Day, endsOn: row.ends_on as Day | null },
    ...{ cents: cents(row.cents), means: row.means, paidAt },
    paidOn: dayOf(paidAt, row.time_zone),
    person: { name: row.person_name, email: row.email ?? '' },
    seller: [row.collective_name, row.street ?? '', town, row.page_email ?? ''].filter(
      (line) => line !== '',
    ),
  };
}

const numberOf = (id: string): string =>
  id
    .replaceAll('-', '')
    .slice(-8)
    .toUpperCase()
    .replace(/^(.{4})/, '$1-');

export const makeReceiptPdf = (
  receipt: MembershipReceipt,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> => makePdf(receiptSheet(receipt, language));

/** `recu-3F2A-91BC.pdf`. */
export const receiptFileName = ({ number }: MembershipReceipt, language: Language): string =>
  `${MAIL_TEXTS[language]('membership.receiptFile')}-${number}.pdf`;

export async function attachReceipt(
  receipt: MembershipReceipt,
  language: Language,
): Promise<MailAttachment> {
  return {
    name: receiptFileName(receipt, language),
    contentType: 'application/pdf',
    base64: Buffer.from(await makeReceiptPdf(receipt, language)).toString('base64'),
  };
}

function receiptSheet(receipt: MembershipReceipt, language: Language): PdfSheet {
  const t = MAIL_TEXTS[language];
  const [seller = '', ...sellerLines] = receipt.seller;
  const { person, startsOn, endsOn } = receipt;
  const number = t('membership.paper.number', { number: receipt.number });
  const from = formatDay(startsOn, language);
  const amount = formatCents(receipt.cents, language);
  const what = receipt.priceName === '' ? receipt.name : `${receipt.name} (${receipt.priceName})`;
  const rows: readonly (readonly [string, string])[] = [
    [t('membership.paper.what'), what],
    [
      t('membership.paper.period'),
      endsOn === null
        ? t('membership.paper.open', { from })
        : t('membership.paper.from', { from, to: formatDay(endsOn, language) }),
    ],
    [t('membership.paper.means'), t(`membership.meansOf.${receipt.means}`)],
  ];
  return {
    ...{ title: number, by: seller, language, at: receipt.paidAt },
    foot: (page, pages) => `${seller} · ${number} · ${t('membership.paper.page', { page, pages })}`,
    parts: [
      {
        kind: 'text',
        lines: [t('membership.paper.paidOn', { day: formatDay(receipt.paidOn, language) })],
      },
      {
        kind: 'sides',
        left: [t('membership.paper.by'), seller, ...sellerLines],
        right: [
          t('membership.paper.to'),
          ...[person.name, person.email].filter((line) => line !== ''),
        ],
      },
      {
        kind: 'table',
        columns: [
          { label: t('membership.paper.title'), width: 2 },
          { label: '', width: 6 },
        ],
        rows,
      },
      { kind: 'totals', rows: [[t('membership.paper.total'), amount]] },
      { kind: 'text', isSoft: true, lines: [t('membership.paper.note')] },
    ],
  };
}
