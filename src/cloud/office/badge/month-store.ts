import { summarizeMonth, sumStays } from '../../../domain/badge/month-summary.ts';
import type { BilledStay, MonthSummary, StaySums } from '../../../domain/badge/month-summary.ts';
import type { CollectiveId, PresenceId } from '../../../shared/ids.ts';
import { Temporal } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { Visit } from '../../site/visit.ts';
import { nameOf } from './names.ts';

/** Who pays a stay: a guest who was brought is billed to the person who brought them. */
const payerKeyOf = ({ holder }: PresenceRow): string =>
  holder.kind === 'wallet' ? holder.walletId : (holder.hostWalletId ?? holder.guestId);

export type MonthPerson = {
  readonly key: string;
  readonly name: string;
  readonly days: number;
  readonly sums: StaySums;
};

export type Month = {
  readonly month: string;
  /** Whose month it is; null: everybody's. */
  readonly payerName: string | null;
  readonly summary: MonthSummary;
  readonly people: readonly MonthPerson[];
  /** Oldest first, without those that never were. */
  readonly stays: readonly PresenceRow[];
};

/** What a month counts, of everybody or of one payer; null for a payer who never was here. */
export async function readMonthOf(
  db: ReadableDb,
  visit: Visit,
  asked: {
    readonly collectiveId: CollectiveId;
    readonly month: string;
    readonly payer: string | null;
  },
): Promise<Month | null> {
  const { collectiveId, month, payer } = asked;
  const all = await readPresences(db, { collectiveId, month });
  const stays = all.filter(
    (row) => row.state !== 'removed' && (payer === null || payerKeyOf(row) === payer),
  );
  const byPayer = Map.groupBy(stays, payerKeyOf);
  const people = [...byPayer].map(([key, own]) => ({
    key,
    name: nameOfPayer(visit, own),
    days: new Set(own.map(({ day }) => day)).size,
    sums: sumStays(own.map(billedStay)),
  }));
  const payerName =
    payer === null ? null : (people[0]?.name ?? (await findPayerName(db, visit, asked)));
  if (payerName === undefined) return null;
  return {
    month,
    payerName,
    summary: summarizeMonth(month, stays.map(billedStay)),
    people: people.toSorted((left, right) => left.name.localeCompare(right.name, visit.language)),
    stays,
  };
}

/** Who a payer is, in a month in which they did not come. */
async function findPayerName(
  db: ReadableDb,
  visit: Visit,
  { collectiveId, payer }: { readonly collectiveId: CollectiveId; readonly payer: string | null },
): Promise<string | undefined> {
  const row = await db.query
    .selectFrom('presence')
    .select('id')
    .where('collective_id', '=', collectiveId)
    .where((where) =>
      where.or([
        where('wallet_id', '=', payer),
        where('host_wallet_id', '=', payer),
        where('guest_id', '=', payer),
      ]),
    )
    // Their own stay names them better than a guest's.
    .orderBy('guest_id', (order) => order.asc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return nameOfPayer(
    visit,
    await readPresences(db, { collectiveId, presenceIds: [row.id as PresenceId] }),
  );
}

/** A payer who only brought guests is known by them. */
function nameOfPayer(visit: Visit, stays: readonly PresenceRow[]): string {
  const own = stays.find(({ holder }) => holder.kind === 'wallet');
  if (own !== undefined) return nameOf(visit, own);
  const [first] = stays;
  if (first === undefined) return '';
  return first.holder.kind === 'guest' && first.holder.hostName !== ''
    ? first.holder.hostName
    : nameOf(visit, first);
}

const billedStay = (row: PresenceRow): BilledStay => ({
  holder: row.holder.kind === 'wallet' ? row.holder.walletId : row.holder.guestId,
  day: row.day,
  stayedMinutes: row.stayedMinutes,
  includedMinutes: includedMinutesOf(row),
  timeMinutes: row.timeMinutes,
  cents: row.cents,
  paidCents: row.paidCents,
});

export const includedMinutesOf = ({ included }: PresenceRow): number =>
  included.reduce((sum, { minutes }) => sum + minutes, 0);

export const monthBefore = (month: string, months = 1): string =>
  Temporal.PlainYearMonth.from(month).subtract({ months }).toString();

export const monthAfter = (month: string): string =>
  Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();

/** `novembre 2026`. */
export const monthText = (month: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${month}-15T12:00:00Z`));
