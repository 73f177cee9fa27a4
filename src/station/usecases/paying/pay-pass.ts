import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { addCents, subtractCents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { CardId } from '../../../shared/ids.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { PARTS_MAX } from '../../../domain/till/pledges.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refuse } from '../context.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import { findPass, passOf } from '../pass/known-pass.ts';
import { askPass, settleReserves } from './ask-pass.ts';
import type { AskedPass, PassOffer, PassPayment } from './ask-pass.ts';
import { finishSale, pledge } from './finish-sale.ts';
import { keepGoods } from './keep-goods.ts';
import { readArmedCents, readShort, rememberShort } from './pass-memory.ts';
import type { ShortPass } from './pass-memory.ts';
import { dueOf } from './pay-by-hand.ts';
import { currentPointOfSale } from './record-sale.ts';

/** Passes that pay one price, when the first alone is short (RULES M4). */
const PASSES_MAX = 2;

/**
 * A Pass was put down on an open basket: it pays all that is due or the part it was asked for, and
 * nothing when it is short (RULES M4). After a short Pass another one pays the rest of it.
 */
export function payWithPass(
  { context, whilePaying }: TillDeps,
  { staff }: Acting,
  tapped: TappedPass,
): Promise<CommandResult> {
  return whilePaying(async () => {
    const basket = readOpenBasket(context.journal.database);
    const pass = { uid: tapped.uid, card: findPass(context, tapped.uid) };
    const before = readShort(context, basket.revision);
    const first = before !== null && before.passes.length < PASSES_MAX ? before.passes : [];
    const refusal = refusalBefore(context, basket, pass, first);
    if (refusal !== null) return refuse(context, refusal, tapped.seenAtMs);

    context.screen.setActivity({ kind: 'pass-at-work' });
    const dueCents = dueOf(basket);
    const wantedCents = readArmedCents(context, basket.revision) ?? dueCents;
    const firstCents = addCents(...first.map((one) => one.availableCents));
    const asked = await askAll(context, basket, [
      ...first.filter((one) => one.availableCents > 0).map((one) => askFor(one)),
      { pass, cents: subtractCents(wantedCents, firstCents) },
    ]);
    switch (asked.kind) {
      case 'refused':
        return refuse(context, asked.reason, tapped.seenAtMs);
      case 'short':
        return showShort(context, basket, wantedCents, replaceShort([...first, asked.pass]));
      case 'paid':
        return take(context, staff, basket, asked, tapped.seenAtMs);
    }
  });
}

/** What a short Pass has is kept as a part of the price; the rest is paid otherwise. */
export function keepShortPass(
  { context, whilePaying }: TillDeps,
  { staff }: Acting,
  basket: OpenBasket,
): Promise<CommandResult> {
  return whilePaying(async () => {
    const short = readShort(context, basket.revision);
    const giving = short?.passes.filter((one) => one.availableCents > 0) ?? [];
    if (short === null) return { ok: false, error: 'busy' };
    if (giving.length === 0) return { ok: false, error: 'card-short-too' };
    if (basket.pledges.length + giving.length >= PARTS_MAX) {
      return { ok: false, error: 'basket-full' };
    }
    context.screen.setActivity({ kind: 'pass-at-work' });
    const asked = await askAll(context, basket, giving.map(askFor));
    switch (asked.kind) {
      case 'refused':
        return refuse(context, asked.reason, null);
      case 'short':
        return showShort(
          context,
          basket,
          short.wantedCents,
          replaceShort([...short.passes, asked.pass]),
        );
      case 'paid':
        return pledge(context, staff, basket, asked.payments);
    }
  });
}

const askFor = ({ availableCents, ...pass }: ShortPass) => ({ pass, cents: availableCents });

/** The newest figure of each Pass, in the order in which they were put down. */
const replaceShort = (passes: readonly ShortPass[]): readonly ShortPass[] => [
  ...new Map(passes.map((one) => [one.uid, one])).values(),
];

/** What this station knows that forbids the payment, network or not. */
function refusalBefore(
  context: StationContext,
  basket: OpenBasket,
  pass: AskedPass,
  first: readonly ShortPass[],
): Refusal | null {
  const { card } = pass;
  if (currentPointOfSale(context)?.means.includes('pass') !== true) return 'means-not-accepted';
  if (dueOf(basket) <= 0) return 'means-wrong';
  if (card?.state === 'lost') return 'card-lost';
  if (card?.state === 'retired') return 'card-retired';
  const isAgain =
    first.some((one) => one.uid === pass.uid || isSameMoney(context, one.card?.id, card?.id)) ||
    pledgedCards(basket).some((cardId) => isSameMoney(context, cardId, card?.id));
  return isAgain ? 'card-same' : null;
}

const pledgedCards = (basket: OpenBasket): readonly CardId[] =>
  basket.pledges.flatMap(({ payment }) => (payment.means === 'pass' ? [payment.cardId] : []));

/** The same Pass, or two Passes of one wallet: the second has nothing that the first had not. */
function isSameMoney(
  context: StationContext,
  one: CardId | undefined,
  other: CardId | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  const walletId = passOf(context, one)?.walletId ?? null;
  return walletId !== null && walletId === passOf(context, other)?.walletId;
}

type Asked =
  | {
      readonly kind: 'paid';
      readonly payments: readonly PassPayment[];
      readonly left: ReadonlyMap<CardId, Cents>;
    }
  | { readonly kind: 'short'; readonly pass: ShortPass }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** Asks Passes one after the other, all or none: what the first gave goes back when the second is short. */
async function askAll(
  context: StationContext,
  basket: OpenBasket,
  wishes: readonly { readonly pass: AskedPass; readonly cents: Cents }[],
): Promise<Asked> {
  const dueCents = dueOf(basket);
  const given: Extract<PassOffer, { kind: 'paid' }>[] = [];
  for (const { pass, cents } of wishes) {
    const offer = await askPass(context, pass, {
      cents,
      isPart: cents < dueCents,
      otherUnsecuredCents: unsecuredOf(given),
    });
    if (offer.kind === 'paid' && !pledgedCards(basket).includes(offer.payment.cardId)) {
      given.push(offer);
      continue;
    }
    settleReserves(context, [...given, ...(offer.kind === 'paid' ? [offer] : [])].map(paymentOf));
    switch (offer.kind) {
      case 'short':
        return { kind: 'short', pass: { ...pass, availableCents: offer.availableCents } };
      case 'refused':
        return offer;
      // Only the cloud knew which Pass it is: the one that has paid its part already.
      case 'paid':
        return { kind: 'refused', reason: 'card-same' };
    }
  }
  return {
    kind: 'paid',
    payments: given.map(paymentOf),
    left: new Map(given.map(({ payment, leftCents }) => [payment.cardId, leftCents])),
  };
}

const paymentOf = ({ payment }: { readonly payment: PassPayment }): PassPayment => payment;

const unsecuredOf = (given: readonly { readonly payment: PassPayment }[]): Cents =>
  addCents(
    ZERO_CENTS,
    ...given
      .filter(({ payment }) => payment.backing.kind === 'unsecured')
      .map(({ payment }) => payment.cents),
  );

/** The Passes have given what was asked: the sale is done, or a part of it is kept. */
async function take(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
  { payments, left }: Extract<Asked, { kind: 'paid' }>,
  tapSeenAtMs: number,
): Promise<CommandResult> {
  const paidCents = addCents(...payments.map(({ cents }) => cents));
  if (paidCents < dueOf(basket)) {
    if (basket.pledges.length + payments.length >= PARTS_MAX) {
      settleReserves(context, payments);
      return refuse(context, 'basket-full', tapSeenAtMs);
    }
    const kept = pledge(context, staff, basket, payments);
    return kept.ok ? DONE : refuse(context, kept.error, tapSeenAtMs);
  }
  const goods = await keepGoods(context, basket.lines);
  if (!goods.ok) {
    settleReserves(context, payments);
    return refuse(context, goods.error, tapSeenAtMs);
  }
  const goodsHoldId = goods.value;
  const sold = finishSale(context, staff, { basket, payments, goodsHoldId, left, tapSeenAtMs });
  return sold.ok ? DONE : refuse(context, sold.error, tapSeenAtMs);
}

function showShort(
  context: StationContext,
  basket: OpenBasket,
  wantedCents: Cents,
  passes: readonly ShortPass[],
): CommandResult {
  const availableCents = addCents(...passes.map((one) => one.availableCents));
  const last = passes.at(-1);
  context.screen.setActivity({
    kind: 'pass-short',
    cardNumber: last?.card?.number ?? '',
    totalCents: wantedCents,
    availableCents,
    missingCents: subtractCents(wantedCents, availableCents),
    canKeep: availableCents > 0,
    canUseSecondPass: passes.length + pledgedCards(basket).length < PASSES_MAX,
  });
  rememberShort(context, basket.revision, { wantedCents, passes });
  return DONE;
}
