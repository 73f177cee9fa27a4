import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ResultShown } from '../../../contract/kiosk/results.ts';
import type { PresenceTapped } from '../../../domain/journal/badge-entries.ts';
import { assert } from '../../../shared/assert.ts';
import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { SpaceId, TapId } from '../../../shared/ids.ts';
import { DONE, record, refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { settleReserves } from '../paying/ask-pass.ts';
import type { Comer } from './comer.ts';
import type { Instead } from './go-in.ts';
import { holderKeyOf } from './holders.ts';
import { presencesOf } from './known-presences.ts';
import type { KnownPresence, KnownStays } from './known-presences.ts';
import { eventOfTap } from './pair-known.ts';
import { askForStay, NOTHING_PAID, saleOfStay } from './pay-stay.ts';
import type { StayPayment } from './pay-stay.ts';
import { makeTap, tapDraft } from './record-tap.ts';
import type { TapWish } from './record-tap.ts';
import { badgedFields, showBadged } from './show-badged.ts';

/** Where from, under which plan: of the stay that ends, or of the space when none is known. */
export type Leaving = Pick<TapWish, 'planId' | 'planVersion' | 'spaceName'> & {
  readonly spaceId: SpaceId;
};

/**
 * Somebody goes out: the stay is priced, paid from the wallet when it can pay all of it (RULES
 * B7), and written, tap and sale in one. Nobody is kept in for want of money.
 */
export async function goOut(
  context: StationContext,
  comer: Comer,
  leaving: Leaving,
  instead: (Instead & { readonly undone: TapId }) | null = null,
): Promise<CommandResult> {
  const { holder, seenAtMs } = comer;
  const made = makeTap(context, { ...leaving, holder, direction: 'out', staff: null }, instead?.at);
  if (!made.ok) return refuse(context, made.error, seenAtMs);
  const tap = made.value;
  const holderKey = holderKeyOf(context, holder);
  const stays = presencesOf(context, holderKey, tap.tappedAt, {
    undone: instead === null ? [] : [instead.undone],
    taps: [eventOfTap(holderKey, tap)],
    holder,
  });
  const stay = endedBy(stays, tap);
  const asked = await payFor(context, comer, stay);
  if (!asked.ok) return refuse(context, asked.error, seenAtMs);
  const before = [...(instead?.drafts ?? []), tapDraft(tap)];
  const written = write(context, before, stay, asked.value);
  if (!written.ok) return refuse(context, written.error, seenAtMs);
  if (instead === null) {
    context.doorOpening?.opened({
      direction: 'out',
      spaceId: leaving.spaceId,
      at: tap.tappedAt,
    });
  }
  showBadged(context, resultOf(context, comer, { tap, stay, stays }, written.value), seenAtMs);
  return DONE;
}

function endedBy({ presences }: KnownStays, tap: PresenceTapped): KnownPresence {
  const stay = presences.find(({ tapIds }) => tapIds.includes(tap.tapId));
  assert(stay !== undefined, `the tap ${tap.tapId} is in no stay`);
  return stay;
}

const payFor = async (
  context: StationContext,
  { pass }: Comer,
  stay: KnownPresence,
): Promise<Result<StayPayment, Refusal>> => {
  if (stay.state === 'no-in') return ok({ kind: 'to-pay', reason: 'forgotten-in' });
  if (stay.dueCents === 0) return ok(NOTHING_PAID);
  return pass === null
    ? ok({ kind: 'to-pay', reason: 'no-pass' })
    : askForStay(context, pass, stay.dueCents);
};

type BadgedOut = Extract<ResultShown, { readonly kind: 'badged-out' }>;

/** Writes tap and sale together: never one without the other. */
function write(
  context: StationContext,
  before: Parameters<typeof recordOperation>[1],
  stay: KnownPresence,
  payment: StayPayment,
): Result<BadgedOut['payment'], Refusal> {
  if (payment.kind === 'paid') {
    const sale = saleOfStay(context, stay, payment);
    const recorded = recordOperation(context, [...before, sale.draft]);
    // Written or not, the journal now says whether the reserve was used.
    settleReserves(context, [payment.payment]);
    return recorded.ok ? ok(sale.shown) : recorded;
  }
  const isMoney = before.some(({ kind }) => kind === 'sale.corrected@1');
  const recorded = isMoney ? recordOperation(context, before) : record(context, before);
  if (!recorded.ok) return recorded;
  return ok(
    payment.kind === 'nothing'
      ? payment
      : { kind: 'to-pay', dueCents: stay.dueCents, reason: payment.reason },
  );
}

const resultOf = (
  context: StationContext,
  comer: Comer,
  {
    tap,
    stay,
    stays,
  }: {
    readonly tap: PresenceTapped;
    readonly stay: KnownPresence;
    readonly stays: KnownStays;
  },
  payment: BadgedOut['payment'],
): BadgedOut => ({
  kind: 'badged-out',
  ...badgedFields(context, comer, tap, stays),
  presenceId: stay.presenceId,
  inAt: stay.inAt,
  stayedMinutes: stay.stayedMinutes,
  cents: stay.cents,
  why: [...(stay.bill?.why ?? [])],
  timeMinutes: stay.bill?.timeMinutes ?? 0,
  payment,
});
