import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import type { Known, KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import type { KnownHolder } from './known-presences.ts';

/**
 * The wallet's id, so that all Passes of a person are one; the guest's; `card:<id>` for a Pass
 * that has no wallet yet.
 */
export function holderKeyOf({ knowledge }: StationContext, holder: TapHolder): string {
  if (holder.kind === 'guest') return holder.guestId;
  return knowledge.cardOf(holder.cardId)?.walletId ?? `card:${holder.cardId}`;
}

export const feedHolderKey = ({ holder }: Known<'presence'>): string =>
  holder.kind === 'guest' ? holder.guestId : holder.walletId;

export const accountOf = ({ knowledge }: StationContext, holderKey: string) =>
  knowledge.one('badge-account', holderKey);

export function holderOfTap(context: StationContext, holder: TapHolder): KnownHolder {
  const { knowledge } = context;
  if (holder.kind === 'guest') {
    const host = holder.hostCardId === null ? undefined : knowledge.cardOf(holder.hostCardId);
    const { guestId, name, hostCardId } = holder;
    return { kind: 'guest', guestId, name, hostCardId, hostName: nameOf(context, host?.walletId) };
  }
  const { cardId, cardNumber } = holder;
  const walletId = knowledge.cardOf(cardId)?.walletId ?? null;
  return { kind: 'card', cardId, cardNumber, walletId, name: nameOf(context, walletId) };
}

export function holderOfFeed(context: StationContext, { holder }: Known<'presence'>): KnownHolder {
  if (holder.kind === 'guest') {
    const { guestId, name, hostWalletId } = holder;
    const hostCardId = cardOfWallet(context, hostWalletId)?.id ?? null;
    return { kind: 'guest', guestId, name, hostCardId, hostName: nameOf(context, hostWalletId) };
  }
  const { walletId } = holder;
  const card = cardOfWallet(context, walletId);
  return {
    kind: 'card',
    cardId: card?.id ?? null,
    cardNumber: card?.number ?? '',
    walletId,
    name: nameOf(context, walletId),
  };
}

export const nameOf = (context: StationContext, walletId: string | null | undefined): string =>
  walletId == null ? '' : (accountOf(context, walletId)?.name ?? '');

type Cards = { readonly revision: number; readonly byWallet: ReadonlyMap<string, KnownCard> };
const cardsOf = new WeakMap<StationContext['knowledge'], Cards>();

/** A Pass of a wallet: one that can be used when there is one. */
function cardOfWallet({ knowledge }: StationContext, walletId: string | null) {
  if (walletId === null) return undefined;
  const known = cardsOf.get(knowledge);
  const cards = known?.revision === knowledge.revision() ? known : indexCards(knowledge);
  cardsOf.set(knowledge, cards);
  return cards.byWallet.get(walletId);
}

function indexCards(knowledge: StationContext['knowledge']): Cards {
  const byWallet = new Map<string, KnownCard>();
  for (const card of knowledge.all('card')) {
    if (card.walletId === null) continue;
    const isUsable = card.state !== 'lost' && card.state !== 'retired';
    if (isUsable || !byWallet.has(card.walletId)) byWallet.set(card.walletId, card);
  }
  return { revision: knowledge.revision(), byWallet };
}
