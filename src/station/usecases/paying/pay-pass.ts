import type { Payment, StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { CardUid } from '../../../domain/card/uid.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ApiError, ApiErrorCode } from '../../../contract/sync/errors.ts';
import { basketTotal } from '../../../domain/till/basket.ts';
import { decideOfflineSpend, offlineAllowance } from '../../../domain/till/offline.ts';
import { splitPayment } from '../../../domain/wallet/split-payment.ts';
import { assert, assertNever } from '../../../shared/assert.ts';
import { toId } from '../../../shared/ids.ts';
import type { ReserveId } from '../../../shared/ids.ts';
import { addCents, cents, minCents, subtractCents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { Acting, TillDeps } from '../acting.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import {
  knownHoldings,
  knownSeller,
  offlineSituation,
  spendableCents,
} from '../pass/known-wallet.ts';
import { currentPointOfSale, recordSale } from './record-sale.ts';
import { shownPayments } from './shown-payments.ts';

/** A reserve is asked for one sale: longer than any cashier waits, short enough to free money soon. */
const RESERVE_MS = 10 * 60_000;

type PassPayment = Extract<Payment, { means: 'pass' }>;

/** What a Pass can give for a sale, before anything is written. */
type PassOffer =
  | { readonly kind: 'paid'; readonly payment: PassPayment; readonly leftCents: Cents }
  | { readonly kind: 'short'; readonly availableCents: Cents }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** The Pass that was short, kept until cash completes the payment or the cashier goes back. */
type ShortCard = { readonly uid: CardUid; readonly card: KnownCard | undefined };

/** Pays the open basket with the Pass that was put down: all of it, or nothing (RULES M4). */
export function payWithPass(
  { context, whilePaying }: TillDeps,
  { staff }: Acting,
  tapped: TappedPass,
): Promise<CommandResult> {
  return whilePaying(async () => {
    const card = context.knowledge.findCard(tapped.uid);
    const refusal = refusalBefore(context, card);
    if (refusal !== null) return refuse(context, refusal, tapped.seenAtMs);

    const dueCents = basketTotal(readOpenBasket(context.journal.database).lines);
    context.screen.setActivity({ kind: 'pass-at-work' });
    const pass = { uid: tapped.uid, card };
    const offer = await askPass(context, pass, dueCents);
    switch (offer.kind) {
      case 'refused':
        return refuse(context, offer.reason, tapped.seenAtMs);
      case 'short':
        showShort(context, pass, dueCents, offer.availableCents);
        return DONE;
      case 'paid':
        return finish(context, staff, [offer.payment], offer, tapped.seenAtMs);
      default:
        return assertNever(offer);
    }
  });
}

/** What this station knows that forbids the payment, network or not. */
function refusalBefore(context: StationContext, card: KnownCard | undefined): Refusal | null {
  if (currentPointOfSale(context)?.means.includes('pass') !== true) return 'means-not-accepted';
  if (card === undefined) return null;
  if (card.state === 'lost') return 'card-lost';
  if (card.state === 'retired') return 'card-retired';
  return null;
}

async function askPass(
  context: StationContext,
  { uid, card }: ShortCard,
  dueCents: Cents,
): Promise<PassOffer> {
  if (context.connection.state().kind === 'offline') {
    return offerOffline(context, card, dueCents, null);
  }
  const reserveId = toId<'Reserve'>(context.makeId());
  const cushionCents = context.knowledge.settings()?.cushionCents ?? ZERO_CENTS;
  // Stored before it is sent: after a crash the station knows what to release (RULES M7).
  context.synchroniser.reserves.remember(reserveId, context.clock());
  const answer = context.connection.watch(
    await context.client.reserve({
      id: reserveId,
      ...(card === undefined ? { uid } : { cardId: card.id }),
      amountCents: dueCents,
      wantedCents: addCents(dueCents, cushionCents),
      endsAt: addMs(context.clock(), RESERVE_MS),
    }),
  );
  if (answer.ok) {
    const { parts, cardId, cardNumber, totalCents, leftCents } = answer.value;
    const taken = takeParts(parts, dueCents);
    return {
      kind: 'paid',
      payment: {
        means: 'pass',
        cents: dueCents,
        cardId,
        cardNumber,
        backing: { kind: 'reserve', reserveId, final: true },
        parts: taken,
      },
      leftCents: addCents(leftCents, subtractCents(totalCents, dueCents)),
    };
  }
  if (answer.error.kind === 'unreachable') {
    return offerOffline(context, card, dueCents, reserveId);
  }
  context.synchroniser.reserves.settle(reserveId);
  return offerOfRefusal(answer.error.error);
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

const CARD_REFUSALS: readonly string[] = [
  'card-unknown',
  'card-blank',
  'card-lost',
  'card-retired',
  'card-foreign',
  'card-random',
  'clock-wrong',
] satisfies readonly (Refusal & ApiErrorCode)[];

function offerOfRefusal(error: ApiError): PassOffer {
  if (error.code === 'reserve-short') {
    return { kind: 'short', availableCents: cents(error.availableCents ?? 0) };
  }
  const isCardRefusal = CARD_REFUSALS.includes(error.code);
  return { kind: 'refused', reason: isCardRefusal ? (error.code as Refusal) : 'cloud-refused' };
}

/** Without the cloud: what is known of the wallet, within the offline limits (RULES M8). */
function offerOffline(
  context: StationContext,
  card: KnownCard | undefined,
  dueCents: Cents,
  reserveId: ReserveId | null,
): PassOffer {
  const refused = (reason: Refusal): PassOffer => {
    if (reserveId !== null) context.synchroniser.reserves.settle(reserveId);
    return { kind: 'refused', reason };
  };
  const settings = context.knowledge.settings();
  if (card === undefined || settings === undefined) return refused('offline-card-unknown');
  if (card.state === 'blank' || card.walletId === null) return refused('card-blank');

  const situation = offlineSituation(context, settings, card, dueCents);
  const decision = decideOfflineSpend(situation);
  if (!decision.ok) {
    if (decision.error.code !== 'short') return refused(decision.error.code);
    if (reserveId !== null) context.synchroniser.reserves.settle(reserveId);
    return { kind: 'short', availableCents: offlineAllowance(situation) };
  }
  const known = knownHoldings(context, card);
  const split = splitPayment(
    known.holdings.map((one) => ({ asset: one.asset, availableCents: cents(one.amount) })),
    knownSeller(context),
    dueCents,
  );
  assert(split.ok, 'what is spendable covers what is due');
  return {
    kind: 'paid',
    payment: {
      means: 'pass',
      cents: dueCents,
      cardId: card.id,
      cardNumber: card.number,
      backing: { kind: 'unsecured', reserveId },
      parts: split.value,
    },
    leftCents: subtractCents(spendableCents(known), dueCents),
  };
}

function showShort(
  context: StationContext,
  short: ShortCard,
  totalCents: Cents,
  availableCents: Cents,
): void {
  context.screen.setActivity({
    kind: 'pass-short',
    cardNumber: short.card?.number ?? '',
    totalCents,
    availableCents,
    missingCents: subtractCents(totalCents, availableCents),
    canKeep: availableCents > 0,
    canUseSecondPass: true,
  });
}

function finish(
  context: StationContext,
  staff: StaffRef,
  payments: readonly Payment[],
  offer: Extract<PassOffer, { kind: 'paid' }>,
  tapSeenAtMs: number | null,
): CommandResult {
  const basket = readOpenBasket(context.journal.database);
  const sale = recordSale(context, staff, basket, payments);
  const { backing } = offer.payment;
  // From here the journal says whether the reserve was used; if not, the sync releases it.
  if (backing.reserveId !== null) context.synchroniser.reserves.settle(backing.reserveId);
  if (!sale.ok) return refuse(context, sale.error, tapSeenAtMs);
  showResult(
    context,
    {
      kind: 'sale-done',
      operationId: toId<'Operation'>(sale.value.saleId),
      ticketCount: 0,
      loyaltyText: '',
      number: sale.value.number,
      totalCents: sale.value.totalCents,
      payments: shownPayments(context, payments, offer.leftCents),
    },
    tapSeenAtMs,
  );
  return DONE;
}
