import { DONE, refuse } from '../context.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import { knownHoldings, spendableCents } from './known-wallet.ts';

/** Shows what is on a Pass (RULES T7). Nobody's name is shown (RULES C5). */
export function openPassDesk(context: StationContext, tapped: TappedPass): CommandResult {
  const card = context.knowledge.findCard(tapped.uid);
  if (card === undefined) return refuse(context, 'card-unknown', tapped.seenAtMs);
  if (card.state === 'lost') return refuse(context, 'card-lost', tapped.seenAtMs);
  if (card.state === 'retired') return refuse(context, 'card-retired', tapped.seenAtMs);
  const known = knownHoldings(context, card);
  context.screen.setActivity({
    kind: 'pass-desk',
    cardId: card.id,
    cardNumber: card.number,
    cardState: card.state,
    isOnReader: context.presence.isOnReader(tapped.uid),
    isOfVillage: true,
    holdings: known.holdings.map((holding) => ({
      assetId: holding.asset.id,
      assetName: holding.assetName,
      kind: holding.asset.kind,
      amount: holding.amount,
      spendableHere: holding.spendableHere,
    })),
    spendableCents: spendableCents(known),
    debtCents: known.debtCents,
    refundableCents: null,
    memberships: [],
    tickets: [],
    loyalty: null,
    history: [],
    linkQr: null,
    otherCards: 0,
    knownAt: knownAt(context),
    tapSeenAtMs: tapped.seenAtMs,
  });
  return DONE;
}

const knownAt = (context: StationContext) => {
  const connection = context.connection.state();
  return connection.kind === 'online' ? context.clock() : connection.sinceAt;
};
