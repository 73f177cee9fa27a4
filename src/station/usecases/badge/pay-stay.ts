import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ResultShown } from '../../../contract/kiosk/results.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import { makeSale } from '../../../domain/till/sale.ts';
import { stayLine } from '../../../domain/till/stay-line.ts';
import { toId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { nextSaleNumber } from '../../projections/sales.ts';
import type { StationContext } from '../context.ts';
import { tillDay } from '../day/till-day.ts';
import { assetNameOf } from '../pass/known-wallet.ts';
import { askPass } from '../paying/ask-pass.ts';
import type { AskedPass, PassPayment } from '../paying/ask-pass.ts';
import { currentPointOfSale } from '../paying/record-sale.ts';
import { stationStaff } from './comer.ts';
import type { KnownPresence } from './known-presences.ts';
import { planOf } from './pair-known.ts';

type PaymentShown = Extract<ResultShown, { readonly kind: 'badged-out' }>['payment'];
type ToPayReason = Extract<PaymentShown, { readonly kind: 'to-pay' }>['reason'];

/** How a stay will be paid; nothing is written yet. */
export type StayPayment =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'paid'; readonly payment: PassPayment; readonly leftCents: Cents }
  | { readonly kind: 'to-pay'; readonly reason: ToPayReason };

export const NOTHING_PAID: StayPayment = { kind: 'nothing' };

/** A Pass that the cloud says nobody may use: it opens no door either. */
const NOT_A_PASS: readonly Refusal[] = [
  'card-unknown',
  'card-lost',
  'card-retired',
  'card-foreign',
  'card-random',
];

/**
 * Asks a Pass for all that a stay costs (RULES M4, B7). Whoever gets `paid` must write it or let
 * its reserve go (`settleReserves`).
 */
export async function askForStay(
  context: StationContext,
  pass: AskedPass,
  dueCents: Cents,
): Promise<Result<StayPayment, Refusal>> {
  if (context.connection.state().kind === 'online') {
    context.screen.setActivity({ kind: 'pass-at-work' });
  }
  const offer = await askPass(context, pass, {
    cents: dueCents,
    isPart: false,
    otherUnsecuredCents: ZERO_CENTS,
  });
  switch (offer.kind) {
    case 'paid':
      return ok(offer);
    case 'short':
      return ok({ kind: 'to-pay', reason: 'short' });
    case 'refused':
      if (NOT_A_PASS.includes(offer.reason)) return err(offer.reason);
      return ok({ kind: 'to-pay', reason: offer.reason === 'card-blank' ? 'no-pass' : 'offline' });
  }
}

/** The sale of a stay, and what the screen says of it. */
export function saleOfStay(
  context: StationContext,
  stay: KnownPresence,
  { payment, leftCents }: Extract<StayPayment, { kind: 'paid' }>,
): { readonly draft: TypedDraft; readonly shown: PaymentShown } {
  const { database } = context.journal;
  const plan = planOf(context, stay.planId, stay.planVersion);
  const line = stayLine({
    presenceId: stay.presenceId,
    planId: stay.planId,
    planName: plan?.name ?? stay.spaceName,
    vatRateBp: plan?.vatRateBp ?? 0,
    day: stay.day,
    stayedMinutes: stay.stayedMinutes,
    includedMinutes: (stay.bill?.included ?? []).reduce((sum, { minutes }) => sum + minutes, 0),
    dueCents: stay.dueCents,
  });
  const sale = makeSale({
    saleId: toId<'Sale'>(context.makeId()),
    number: nextSaleNumber(database),
    day: tillDay(context),
    basketId: toId<'Basket'>(context.makeId()),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: currentPointOfSale(context)?.id ?? 'badge',
    staff: stationStaff(context),
    lines: [{ ...line, lineId: toId<'Line'>(context.makeId()), count: 1 }],
    payments: [payment],
  });
  return {
    draft: { kind: 'sale.recorded@2', body: sale },
    shown: {
      kind: 'paid',
      operationId: toId<'Operation'>(sale.saleId),
      parts: payment.parts.map(({ assetId, kind, cents }) => ({
        assetName: assetNameOf(context, assetId),
        kind,
        cents,
      })),
      leftCents,
      unsecured: payment.backing.kind === 'unsecured',
    },
  };
}
