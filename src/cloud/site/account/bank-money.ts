import type { PersonId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { CloudDeps } from '../../http/deps.ts';
import { readUnspentBankMoney } from '../../payments/ask-money-back.ts';
import type { UnspentBankMoney } from '../../payments/ask-money-back.ts';
import { takesBankCards } from '../../payments/start-payment.ts';

/** "What was added" is said on the purse for this long after paying. */
const JUST_PAID_MS_MAX = 10 * 60_000;
/** What went back is shown this long. */
const GIVEN_BACK_MS_MAX = 90 * 24 * 3_600_000;
const GIVEN_BACK_MAX = 20;

/** Whether the network takes bank cards. */
export const canAddMoney = async (deps: CloudDeps): Promise<boolean> =>
  deps.bank !== null && (await takesBankCards(deps, null));

/** What may go back to bank cards; nothing without a bank to send it. */
export async function readMoneyToGiveBack(
  deps: CloudDeps,
  personId: PersonId,
): Promise<UnspentBankMoney> {
  if (deps.bank === null) return { cents: cents(0), parts: [] };
  return readUnspentBankMoney(deps.db, personId);
}

/** The top-up that was just paid; null when there is none. */
export async function readJustAdded(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<Cents | null> {
  const row = await db.query
    .selectFrom('bank_payment')
    .select('cents')
    .where('person_id', '=', personId)
    .where('purpose', '=', 'top-up')
    .where('state', '=', 'paid')
    .where('closed_at', '>=', addMs(now, -JUST_PAID_MS_MAX))
    .orderBy('closed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : cents(row.cents);
}

export type GivenBack = {
  readonly id: string;
  readonly cents: Cents;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly askedAt: Instant;
  readonly closedAt: Instant | null;
  readonly paidAt: Instant;
};

/** Top-ups that a person asked back, newest first. */
export async function listGivenBack(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly GivenBack[]> {
  const rows = await db.query
    .selectFrom('bank_refund as refund')
    .innerJoin('bank_payment as payment', 'payment.id', 'refund.payment_id')
    .select(['refund.id', 'refund.cents', 'refund.state', 'refund.asked_at', 'refund.closed_at'])
    .select('payment.started_at')
    .where('payment.person_id', '=', personId)
    .where('payment.purpose', '=', 'top-up')
    .where('refund.asked_at', '>=', addMs(now, -GIVEN_BACK_MS_MAX))
    .orderBy('refund.asked_at', 'desc')
    .orderBy('refund.id')
    .limit(GIVEN_BACK_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, cents: cents(row.cents), state: row.state },
    askedAt: row.asked_at as Instant,
    closedAt: row.closed_at as Instant | null,
    paidAt: row.started_at as Instant,
  }));
}
