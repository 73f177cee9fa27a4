import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Everything we keep of what a person paid by bank card, in plain words. */
export type ExportedPayments = {
  readonly payments: readonly {
    readonly paidTo: string | null;
    readonly for: string;
    readonly cents: number;
    readonly state: string;
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly givenBack: readonly {
      readonly cents: number;
      readonly reason: string;
      readonly state: string;
      readonly askedAt: string;
      readonly endedAt: string | null;
    }[];
  }[];
  readonly cards: readonly {
    readonly leftWith: string;
    readonly card: string;
    readonly leftAt: string;
    readonly removedAt: string | null;
  }[];
};

/** What a person paid by bank card, what went back, and the cards they left: for their export. */
export async function exportPayments(
  db: ReadableDb,
  personId: PersonId,
): Promise<ExportedPayments> {
  const payments = await db.query
    .selectFrom('bank_payment')
    .leftJoin('collective', 'collective.id', 'bank_payment.collective_id')
    .select(['bank_payment.id', 'purpose', 'cents', 'state', 'started_at', 'closed_at'])
    .select('collective.name as paid_to')
    .where('person_id', '=', personId)
    .orderBy('started_at')
    .orderBy('bank_payment.id')
    .execute();
  const refunds = await db.query
    .selectFrom('bank_refund')
    .innerJoin('bank_payment', 'bank_payment.id', 'bank_refund.payment_id')
    .select(['payment_id', 'bank_refund.cents', 'reason', 'bank_refund.state', 'asked_at'])
    .select('bank_refund.closed_at')
    .where('person_id', '=', personId)
    .orderBy('asked_at')
    .orderBy('bank_refund.id')
    .execute();
  const cards = await db.query
    .selectFrom('bank_card')
    .innerJoin('collective', 'collective.id', 'bank_card.collective_id')
    .select(['label', 'added_at', 'removed_at', 'collective.name'])
    .where('person_id', '=', personId)
    .orderBy('added_at')
    .execute();
  const back = Map.groupBy(refunds, (row) => row.payment_id);
  return {
    payments: payments.map((row) => ({
      ...{ paidTo: row.paid_to, for: row.purpose, cents: row.cents, state: row.state },
      ...{ startedAt: row.started_at, endedAt: row.closed_at },
      givenBack: (back.get(row.id) ?? []).map((one) => ({
        ...{ cents: one.cents, reason: one.reason, state: one.state },
        ...{ askedAt: one.asked_at, endedAt: one.closed_at },
      })),
    })),
    cards: cards.map((row) => ({
      ...{ leftWith: row.name, card: row.label, leftAt: row.added_at, removedAt: row.removed_at },
    })),
  };
}
