import type { CollectiveId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { applyAnswer, endPayment } from './apply-answer.ts';
import { findBankAccount, findPayment, storePayment } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { findCard, findCardInUse } from './saved-cards.ts';

export type CardCharge = {
  /** Follows from the membership and the try, so that it is taken once. */
  readonly paymentId: PaymentId;
  readonly membershipId: MembershipId;
  readonly personId: PersonId;
  readonly collectiveId: CollectiveId;
  readonly cents: Cents;
  readonly label: string;
};

/**
 * `paid`: `membershipPaid` was called. `needs-person`: their bank wants to ask them, they must pay
 * on a page. `waiting`: not known yet, call again with the same order. `no-card`: none is left with
 * this collective, or it takes no cards.
 */
export type ChargeOutcome = 'paid' | 'refused' | 'needs-person' | 'waiting' | 'no-card';

/** Takes a renewal from the card that the person left. Called outside a transaction. */
export async function chargeSavedCard(deps: CloudDeps, charge: CardCharge): Promise<ChargeOutcome> {
  const { bank, db } = deps;
  const { paymentId, label } = charge;
  const payment = (await findPayment(db, paymentId)) ?? (await storeCharge(deps, charge));
  if (bank === null || payment === null) return 'no-card';
  if (payment.state !== 'started') return outcomeOf(payment);
  const card = await findCard(db, payment.card_id ?? '');
  if (card === undefined) return 'no-card';

  const charged = await bank.chargeCard({
    ...{ paymentId, card, label },
    cents: cents(payment.cents),
  });
  const at = deps.clock();
  if (!charged.ok) {
    deps.logger.warn({ paymentId, failure: charged.error }, 'a renewal was not charged');
    // Whether it was taken is not known: the same order, sent again, takes it once.
    if (charged.error.code === 'unreachable') return 'waiting';
    const end = { paymentId, state: 'failed', problem: 'bank-refused', at } as const;
    await writeTransaction(db, (tx) => endPayment(tx, end));
    return 'refused';
  }
  const { value: answer } = charged;
  await writeTransaction(db, (tx) => applyAnswer(tx, paymentId, answer, at));
  return answer.kind === 'refused'
    ? answer.needsPerson
      ? 'needs-person'
      : 'refused'
    : answer.kind;
}

async function storeCharge(deps: CloudDeps, charge: CardCharge): Promise<PaymentRow | null> {
  const { personId, collectiveId } = charge;
  return writeTransaction(deps.db, async (tx) => {
    const account = await findBankAccount(tx, collectiveId);
    const card = await findCardInUse(tx, personId, collectiveId);
    if (account === undefined || card === undefined) return null;
    const stored = await storePayment(tx, {
      ...{ id: charge.paymentId, purpose: 'renewal', subjectId: charge.membershipId },
      ...{ personId, collectiveId, cents: charge.cents, keepsCard: false },
      // The card was left with this account, and serves there only.
      ...{ account: card.account, cardId: card.id, at: deps.clock() },
    });
    if (!stored.ok) throw new Error(`payment ${charge.paymentId} is another one`);
    return stored.value;
  });
}

function outcomeOf({ state, problem }: PaymentRow): ChargeOutcome {
  if (state === 'paid') return 'paid';
  return problem === 'needs-person' ? 'needs-person' : 'refused';
}
