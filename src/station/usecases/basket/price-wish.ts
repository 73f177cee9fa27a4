import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { ProductExtra } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { LINE_COUNT_MAX } from '../../../domain/till/basket.ts';
import type { PricedProduct } from '../../../domain/till/basket.ts';
import { priceMembership } from '../../../domain/till/price-membership.ts';
import { priceProduct } from '../../../domain/till/price-product.ts';
import { priceTicket } from '../../../domain/till/price-ticket.ts';
import type { CardId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { businessDay } from '../../../shared/time.ts';
import type { Known } from '../../work/knowledge.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { findPass, passOf } from '../pass/known-pass.ts';
import { uidThere } from '../pass/open-desk.ts';

export type AddWish = Omit<IntentionOf<'add-product'>, 'id' | 'kind'>;
type Extra<Kind extends ProductExtra['kind']> = Extract<ProductExtra, { kind: Kind }>;

/** Prices what the cashier wants to add, whatever kind it is (RULES T1, T3). */
export function priceWish(
  context: StationContext,
  product: Known<'product'>,
  { choiceIds, count, extra }: AddWish,
): Result<PricedProduct, Refusal> {
  if (count > LINE_COUNT_MAX) return err('count-wrong');
  if (extra?.kind === 'ticket') return priceTicketWish(context, product, extra, count);
  const isOne =
    extra === null || extra.kind === 'open-price' || extra.kind === 'deposit' || count === 1;
  if (!isOne) return err('count-wrong');
  if (extra?.kind === 'membership') return priceMembershipWish(context, product, extra);
  return priceProduct(product, choiceIds, extra, context.clock());
}

function priceTicketWish(
  context: StationContext,
  product: Known<'product'>,
  extra: Extra<'ticket'>,
  count: number,
): Result<PricedProduct, Refusal> {
  const { eventId } = product;
  const there = passThere(context);
  const carrier = extra.isOnPass ? carrierOf(there) : ok(null);
  if (!carrier.ok) return carrier;
  return priceTicket(
    product,
    eventId === null ? undefined : context.knowledge.one('event', eventId),
    {
      priceId: extra.priceId,
      cents: extra.cents,
      names: extra.names,
      email: extra.email,
      count,
      cardId: carrier.value,
      isMember: there !== null && isMember(context, there),
    },
    { now: context.clock(), makeTicketId: () => toId<'Ticket'>(context.makeId()) },
  );
}

function priceMembershipWish(
  context: StationContext,
  product: Known<'product'>,
  extra: Extra<'membership'>,
): Result<PricedProduct, Refusal> {
  const { cardId, personId } = extra;
  // Somebody found by their Pass may hold one that this station does not know yet.
  const isStrange = cardId !== null && personId === null && passOf(context, cardId) === undefined;
  if (isStrange) return err('card-unknown');
  const { offerId } = product;
  return priceMembership(
    product,
    offerId === null ? undefined : context.knowledge.one('offer', offerId),
    extra,
    toId<'Membership'>(context.makeId()),
  );
}

/** The Pass that lies on the reader; null when none does. */
export function passThere(context: StationContext): KnownCard | null {
  const last = context.presence.lastTap();
  const card = last === null ? undefined : findPass(context, last.uid);
  return card === undefined || uidThere(context, card.id) === null ? null : card;
}

function carrierOf(card: KnownCard | null): Result<CardId, Refusal> {
  if (card === null) return err('card-not-on-reader');
  if (card.state === 'lost') return err('card-lost');
  return card.state === 'retired' ? err('card-retired') : ok(card.id);
}

/** Whether a membership of this collective runs today on the wallet of a Pass. */
function isMember(context: StationContext, card: KnownCard): boolean {
  const wallet =
    card.walletId === null ? undefined : context.knowledge.one('wallet', card.walletId);
  const settings = context.knowledge.settings();
  if (wallet === undefined || settings === undefined) return false;
  const today = businessDay(context.clock(), settings);
  return wallet.memberships.some(({ endsOn }) => endsOn === null || endsOn >= today);
}
