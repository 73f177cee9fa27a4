import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { correctSale } from '../../../domain/till/correct-sale.ts';
import type { TapId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { nextCorrectionNumber } from '../../projections/corrections.ts';
import { isUndone, staySaleAt } from '../../projections/presences.ts';
import { readSession } from '../../projections/session.ts';
import { DONE, record, refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { readSaleHistory } from '../corrections/sale-history.ts';
import { recordOperation } from '../day/record-operation.ts';
import { tillDay } from '../day/till-day.ts';
import { badgeSpaces, stationStaff, versionNow } from './comer.ts';
import type { Space } from './comer.ts';
import { pairedOf } from './gather.ts';
import { goIn } from './go-in.ts';
import { goOut } from './go-out.ts';
import type { Leaving } from './go-out.ts';
import { holderKeyOf, holderOfTap } from './holders.ts';
import { findTap, isFresh, isStillLast } from './last-tap.ts';
import type { LastTap } from './last-tap.ts';
import { readOwnFacts } from './own-facts.ts';
import { passOf } from '../pass/known-pass.ts';
import { showBadged } from './show-badged.ts';
import type { AskedPass } from '../paying/ask-pass.ts';
import type { CardUid } from '../../../domain/card/uid.ts';

/** Takes a tap back within a minute (RULES B1); what it had paid goes back to the Pass. */
export function undoTap(context: StationContext, tapId: TapId): CommandResult {
  const taken = takeBack(context, tapId);
  if (!taken.ok) return refuse(context, taken.error, null);
  const { tap, drafts, givenBackCents } = taken.value;
  const recorded = writeAll(context, drafts);
  if (!recorded.ok) return refuse(context, recorded.error, null);
  showBadged(
    context,
    {
      kind: 'tap-undone',
      direction: tap.direction,
      name: holderOfTap(context, tap.holder).name,
      at: tap.tappedAt,
      givenBackCents,
    },
    null,
  );
  return DONE;
}

/** "I was leaving": the tap is taken back and the other one stands for it, in one append. */
export function turnTap(
  context: StationContext,
  tapId: TapId,
): Promise<CommandResult> | CommandResult {
  const taken = takeBack(context, tapId);
  if (!taken.ok) return refuse(context, taken.error, null);
  const { tap, drafts } = taken.value;
  const space = badgeSpaces(context).find(({ id }) => id === tap.spaceId);
  if (space === undefined) return refuse(context, 'space-unknown', null);
  const comer = { holder: tap.holder, pass: passOfTap(context, tap), seenAtMs: null };
  const instead = { drafts, at: tap.tappedAt, undone: tap.tapId };
  return tap.direction === 'out'
    ? goIn(context, comer, space, instead)
    : goOut(context, comer, leavingOf(context, tap, space), instead);
}

type TakenBack = {
  readonly tap: LastTap;
  readonly drafts: readonly TypedDraft[];
  readonly givenBackCents: Cents;
};

function takeBack(context: StationContext, tapId: TapId): Result<TakenBack, Refusal> {
  const { database } = context.journal;
  const tap = findTap(context, tapId);
  if (tap === null) return err('presence-unknown');
  if (isUndone(database, tapId)) return err('presence-changed');
  if (!isFresh(context, tap.at)) return err('tap-too-old');
  if (!isStillLast(context, tap)) return err('presence-changed');
  const { staff } = readSession(database);
  const undone: TypedDraft = { kind: 'presence.undone@1', body: { tapId, staff } };
  const given = giveBack(context, tap, staff ?? stationStaff(context));
  return ok({
    tap,
    drafts: given === null ? [undone] : [undone, given.draft],
    givenBackCents: given?.cents ?? ZERO_CENTS,
  });
}

/** What this tap paid stands in the entry behind it; null when nothing is left to give back. */
function giveBack(
  context: StationContext,
  { seq, direction }: LastTap,
  staff: StaffRef,
): { readonly draft: TypedDraft; readonly cents: Cents } | null {
  const { database } = context.journal;
  const saleId = seq === null || direction === 'in' ? undefined : staySaleAt(database, seq + 1);
  const sale = saleId === undefined ? undefined : readSaleHistory(context, saleId);
  if (sale === undefined) return null;
  const corrected = correctSale(sale, null, {
    correctionId: toId<'Correction'>(context.makeId()),
    number: nextCorrectionNumber(database, false),
    day: tillDay(context),
    staff,
    approvedBy: null,
    reason: '',
  });
  if (!corrected.ok) return null;
  const { value: body } = corrected;
  return { draft: { kind: 'sale.corrected@1', body }, cents: body.totalCents };
}

const writeAll = (context: StationContext, drafts: readonly TypedDraft[]) =>
  drafts.length > 1 ? recordOperation(context, drafts) : record(context, drafts);

/** The stay that the tap had cut in two, or the space's plan when nobody knows of a coming in. */
function leavingOf(context: StationContext, tap: LastTap, space: Space): Leaving {
  const stays = pairedOf(
    context,
    readOwnFacts(context),
    holderKeyOf(context, tap.holder),
    context.clock(),
    { undone: [tap.tapId], taps: [], holder: tap.holder },
  );
  const open = stays.find(({ spaceId, state }) => spaceId === space.id && state === 'open');
  return {
    spaceId: space.id,
    spaceName: space.name,
    planId: open?.planId ?? space.planId,
    planVersion: open?.planVersion ?? versionNow(context, space),
  };
}

function passOfTap(context: StationContext, { holder }: LastTap): AskedPass | null {
  if (holder.kind === 'guest') return null;
  const card = passOf(context, holder.cardId);
  return card === undefined ? null : { uid: (card.uid ?? card.tag) as CardUid, card };
}
