import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ApiError } from '../../../contract/sync/errors.ts';
import type { CardUid } from '../../../domain/card/uid.ts';
import type { Payment } from '../../../domain/journal/sale-entries.ts';
import { decideOfflineSpend, offlineAllowance } from '../../../domain/till/offline.ts';
import { splitPayment } from '../../../domain/wallet/split-payment.ts';
import { assert } from '../../../shared/assert.ts';
import { toId } from '../../../shared/ids.ts';
import type { ReserveId } from '../../../shared/ids.ts';
import { addCents, cents, minCents, subtractCents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import { hasCreditHere } from '../../projections/credits.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { cardRefusal } from '../pass/card-refusal.ts';
import {
  cardsOfWallet,
  knownHoldings,
  knownSeller,
  offlineSituation,
  spendableCents,
} from '../pass/known-wallet.ts';

/** A reserve is asked for one sale: longer than any cashier waits, short enough to free money soon. */
const RESERVE_MS = 10 * 60_000;
/**
 * A table that pays part by part may take so long. After the end of a reserve the cloud lets it
 * go, and the sale is taken from the wallet as one without reserve.
 */
const PART_RESERVE_MS = 2 * 3_600_000;
/** Money put on the Pass here a moment ago is sent before the cloud is asked for it. */
const SEND_CREDITS_MS_MAX = 1_000;

export type PassPayment = Extract<Payment, { means: 'pass' }>;

/** A Pass on the reader, with what this station knows of it. */
export type AskedPass = { readonly uid: CardUid; readonly card: KnownCard | undefined };

type Wanted = {
  readonly cents: Cents;
  /** A part of the price, which may be kept for long: no cushion is held beside it. */
  readonly isPart: boolean;
  /** Asked in the same payment, without network, and not recorded yet. */
  readonly otherUnsecuredCents: Cents;
};

/** What a Pass can give, before anything is written. */
export type PassOffer =
  | { readonly kind: 'paid'; readonly payment: PassPayment; readonly leftCents: Cents }
  | { readonly kind: 'short'; readonly availableCents: Cents }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/**
 * Asks a Pass for a sum: all of it or nothing. Whoever gets `paid` must record the payment or let
 * its reserve go (`settleReserves`).
 */
export async function askPass(
  context: StationContext,
  pass: AskedPass,
  wanted: Wanted,
): Promise<PassOffer> {
  const isLocal = context.connection.state().kind === 'offline' || readTraining(context);
  if (isLocal) return offerLocally(context, pass.card, wanted, null);
  await sendCredits(context, pass.card);
  const reserveId = toId<'Reserve'>(context.makeId());
  const cushionCents = wanted.isPart
    ? ZERO_CENTS
    : (context.knowledge.settings()?.cushionCents ?? ZERO_CENTS);
  // Stored before it is sent: after a crash the station knows what to release (RULES M7).
  context.synchroniser.reserves.remember(reserveId, context.clock());
  const answer = context.connection.watch(
    await context.client.reserve({
      id: reserveId,
      ...(pass.card === undefined ? { uid: pass.uid } : { cardId: pass.card.id }),
      amountCents: wanted.cents,
      wantedCents: addCents(wanted.cents, cushionCents),
      endsAt: addMs(context.clock(), wanted.isPart ? PART_RESERVE_MS : RESERVE_MS),
    }),
  );
  if (answer.ok) {
    const { parts, cardId, cardNumber, totalCents, leftCents } = answer.value;
    return {
      kind: 'paid',
      payment: {
        means: 'pass',
        cents: wanted.cents,
        cardId,
        cardNumber,
        backing: { kind: 'reserve', reserveId, final: true },
        parts: takeParts(parts, wanted.cents),
      },
      leftCents: addCents(leftCents, subtractCents(totalCents, wanted.cents)),
    };
  }
  if (answer.error.kind === 'unreachable') {
    return offerLocally(context, pass.card, wanted, reserveId);
  }
  context.synchroniser.reserves.settle(reserveId);
  return offerOfRefusal(answer.error.error);
}

/** The payments are recorded, or never will be: the journal now says which reserves are used. */
export function settleReserves(context: StationContext, payments: readonly Payment[]): void {
  for (const payment of payments) {
    if (payment.means !== 'pass' || payment.backing.reserveId === null) continue;
    context.synchroniser.reserves.settle(payment.backing.reserveId);
  }
}

async function sendCredits(context: StationContext, card: KnownCard | undefined): Promise<void> {
  if (card === undefined) return;
  const ackedSeq = context.settings.getNumber('acked-seq');
  const isWaiting = cardsOfWallet(context, card).some((cardId) =>
    hasCreditHere(context.journal.database, cardId, ackedSeq),
  );
  if (isWaiting) await context.synchroniser.sendAll(SEND_CREDITS_MS_MAX);
}

/** The first parts of what is held, in the debit order, up to what is due. */
function takeParts(parts: PassPayment['parts'], dueCents: Cents): PassPayment['parts'] {
  let restCents = dueCents;
  const taken = parts.flatMap((part) => {
    const partCents = minCents(part.cents, restCents);
    restCents = subtractCents(restCents, partCents);
    return partCents > 0 ? [{ ...part, cents: partCents }] : [];
  });
  assert(restCents === 0, `the reserve holds ${restCents} less than what is due`);
  return taken;
}

const offerOfRefusal = (error: ApiError): PassOffer =>
  error.code === 'reserve-short'
    ? { kind: 'short', availableCents: cents(error.availableCents ?? 0) }
    : { kind: 'refused', reason: cardRefusal(error.code) };

/** Without the cloud: what is known of the wallet, within the offline limits (RULES M8). */
function offerLocally(
  context: StationContext,
  card: KnownCard | undefined,
  wanted: Wanted,
  reserveId: ReserveId | null,
): PassOffer {
  const decided = decideLocally(context, card, wanted);
  if (decided.kind !== 'covered') {
    if (reserveId !== null) context.synchroniser.reserves.settle(reserveId);
    return decided;
  }
  const known = knownHoldings(context, decided.card);
  const split = splitPayment(
    known.holdings.map((one) => ({ asset: one.asset, availableCents: cents(one.amount) })),
    knownSeller(context),
    wanted.cents,
  );
  assert(split.ok, 'what is spendable covers what is due');
  return {
    kind: 'paid',
    payment: {
      means: 'pass',
      cents: wanted.cents,
      cardId: decided.card.id,
      cardNumber: decided.card.number,
      backing: { kind: 'unsecured', reserveId },
      parts: split.value,
    },
    leftCents: subtractCents(spendableCents(known), wanted.cents),
  };
}

type LocalDecision =
  Exclude<PassOffer, { kind: 'paid' }> | { readonly kind: 'covered'; readonly card: KnownCard };

function decideLocally(
  context: StationContext,
  card: KnownCard | undefined,
  wanted: Wanted,
): LocalDecision {
  const settings = context.knowledge.settings();
  if (card === undefined || settings === undefined) {
    return { kind: 'refused', reason: 'offline-card-unknown' };
  }
  if (card.state === 'blank') return { kind: 'refused', reason: 'card-blank' };
  const known = offlineSituation(context, settings, card, wanted.cents);
  if (readTraining(context)) {
    // Nothing is at risk: only what the wallet holds counts.
    const { knownSpendableCents: availableCents } = known;
    return wanted.cents > availableCents
      ? { kind: 'short', availableCents }
      : { kind: 'covered', card };
  }
  const situation = {
    ...known,
    stationUsedCents: addCents(known.stationUsedCents, wanted.otherUnsecuredCents),
  };
  const decision = decideOfflineSpend(situation);
  if (decision.ok) return { kind: 'covered', card };
  return decision.error.code === 'short'
    ? { kind: 'short', availableCents: offlineAllowance(situation) }
    : { kind: 'refused', reason: decision.error.code };
}
