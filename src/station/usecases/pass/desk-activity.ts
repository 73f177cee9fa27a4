import type { Activity } from '../../../contract/kiosk/activity.ts';
import type { Known } from '../../work/knowledge.ts';
import type { CardId } from '../../../shared/ids.ts';
import { dayOf } from '../../../shared/format.ts';
import { addCents, cents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { cardsOfWallet, knownHoldings, spendableCents } from './known-wallet.ts';
import { passOf } from './known-pass.ts';
import { linkQr } from './link-qr.ts';
import { readLoyalty } from './loyalty.ts';
import { uidThere } from './open-desk.ts';
import type { CardLook, OpenDesk } from './open-desk.ts';
import { addOwnMoney, ownMoney, reflectedByFeed } from './own-money.ts';

type PassDesk = Extract<Activity, { kind: 'pass-desk' }>;

/** What is on a Pass for the screen: the cloud's picture when it came, else what is known here. */
export function deskActivity(context: StationContext, desk: OpenDesk): PassDesk | null {
  const card = passOf(context, desk.cardId);
  const told =
    desk.look === null
      ? card === undefined
        ? null
        : toldHere(context, card)
      : toldByCloud(context, desk.look, card);
  if (told === null) return null;
  return {
    kind: 'pass-desk',
    cardId: desk.cardId,
    isOnReader: uidThere(context, desk.cardId) !== null,
    tapSeenAtMs: desk.tapSeenAtMs,
    ...told,
  };
}

type Told = Omit<PassDesk, 'kind' | 'cardId' | 'isOnReader' | 'tapSeenAtMs'>;

/** What the station knows without asking: at once, and also without network. */
function toldHere(context: StationContext, card: KnownCard): Told {
  const known = knownHoldings(context, card);
  const cardIds = cardsOfWallet(context, card);
  const wallet =
    card.walletId === null ? undefined : context.knowledge.one('wallet', card.walletId);
  const { creditSeq } = reflectedByFeed(context);
  const connection = context.connection.state();
  return {
    cardNumber: card.number,
    cardState: card.state,
    isOfVillage: true,
    holdings: known.holdings.map(({ asset, assetName, amount, spendableHere }) => ({
      assetId: asset.id,
      assetName,
      kind: asset.kind,
      amount,
      spendableHere,
    })),
    spendableCents: spendableCents(known),
    debtCents: known.debtCents,
    refundableCents: null,
    memberships: wallet?.memberships ?? [],
    tickets: ticketsToday(context, cardIds),
    loyalty: readLoyalty(context, cardIds, wallet?.loyaltyProgress ?? 0, creditSeq),
    history: [],
    linkQr: null,
    otherCards: cardIds.length - 1,
    knownAt: connection.kind === 'online' ? context.clock() : connection.sinceAt,
  };
}

function ticketsToday(context: StationContext, cardIds: readonly CardId[]): PassDesk['tickets'] {
  const timeZone = context.knowledge.settings()?.timeZone ?? 'Europe/Paris';
  const now = context.clock();
  const isToday = ({ startsAt, endsAt }: Known<'event'>): boolean =>
    dayOf(startsAt, timeZone) === dayOf(now, timeZone) || (startsAt <= now && now < endsAt);
  return context.knowledge.all('ticket').flatMap(({ id, eventId, cardId, state, admitted }) => {
    if (cardId === null || !cardIds.includes(cardId) || state !== 'valid') return [];
    const event = context.knowledge.one('event', eventId);
    if (event === undefined || !isToday(event)) return [];
    const { name, startsAt } = event;
    return [{ ticketId: id, eventName: name, startsAt, isAdmitted: admitted !== null }];
  });
}

/** The cloud's picture, with what this station did since it was asked. */
function toldByCloud(
  context: StationContext,
  { answer, at, reflected }: CardLook,
  card: KnownCard | undefined,
): Told {
  const cardIds = card === undefined ? [answer.cardId] : cardsOfWallet(context, card);
  const own = ownMoney(context, cardIds, reflected);
  const { holdings, debtCents } = withOwnMoney(context, answer, own);
  const isSettled = own.taken.size === 0 && own.credited.size === 0;
  return {
    cardNumber: answer.cardNumber,
    cardState: stateTold(answer.state, card),
    isOfVillage: answer.isOfVillage,
    holdings,
    spendableCents: answer.isOfVillage ? spendableCents({ holdings, debtCents }) : ZERO_CENTS,
    debtCents,
    refundableCents: isSettled ? answer.refundableCents : refundable(context, holdings),
    memberships: answer.memberships,
    tickets: answer.tickets,
    loyalty: answer.isOfVillage
      ? readLoyalty(context, cardIds, answer.loyaltyProgress, reflected.creditSeq)
      : null,
    history: answer.history,
    linkQr: answer.qr === null ? null : linkQr(context, answer.qr),
    otherCards: answer.otherCards,
    knownAt: at,
  };
}

/** The cloud's word, unless this station did something that it has not heard of. */
const stateTold = (told: KnownCard['state'], card: KnownCard | undefined): KnownCard['state'] =>
  card?.state === 'lost' || (told === 'blank' && card?.state === 'anonymous') ? card.state : told;

function withOwnMoney(
  context: StationContext,
  answer: CardLook['answer'],
  own: ReturnType<typeof ownMoney>,
): { readonly holdings: PassDesk['holdings']; readonly debtCents: Cents } {
  const fresh = [...own.credited.keys()].flatMap((assetId): PassDesk['holdings'] => {
    const asset = context.knowledge.one('asset', assetId);
    const isThere = answer.holdings.some((one) => one.assetId === assetId);
    if (asset === undefined || isThere) return [];
    const { name: assetName, kind } = asset;
    return [{ assetId, assetName, kind, amount: 0, spendableHere: true }];
  });
  const holdings = [...answer.holdings, ...fresh];
  const { amounts, debtCents } = addOwnMoney(
    holdings.map(({ assetId, kind, amount }) => ({
      assetId,
      kind,
      issuerId: context.knowledge.one('asset', assetId)?.issuerId ?? null,
      available: amount,
    })),
    answer.debtCents,
    own,
  );
  return {
    holdings: holdings.map((one) => ({ ...one, amount: amounts.get(one.assetId) ?? 0 })),
    debtCents,
  };
}

/** This collective's local money, and global where it pays that out (RULES T6). */
function refundable(context: StationContext, holdings: PassDesk['holdings']): Cents {
  const paysOutGlobal = context.knowledge.settings()?.paysOutGlobal ?? false;
  return addCents(
    ...holdings
      .filter(({ assetId, kind }) =>
        kind === 'global' ? paysOutGlobal : kind === 'local' && isOwnAsset(context, assetId),
      )
      .map(({ amount }) => cents(amount)),
  );
}

const isOwnAsset = (context: StationContext, assetId: string): boolean =>
  context.knowledge.one('asset', assetId)?.issuerId === ownCollectiveId(context);

const ownCollectiveId = (context: StationContext): string | null =>
  readPairing(context.journal.database)?.collectiveId ?? null;

/**
 * What goes on beside the basket, at this moment: a desk says whether its Pass still lies there. An
 * article in the basket puts it away, because the next Pass pays then.
 */
export function readActivityShown(context: StationContext): Activity {
  const activity = context.screen.activity();
  if (activity.kind !== 'pass-desk') return activity;
  if (readOpenBasket(context.journal.database).lines.length > 0) return { kind: 'none' };
  return { ...activity, isOnReader: uidThere(context, activity.cardId) !== null };
}
