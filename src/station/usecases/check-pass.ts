import type { KnownCard } from '../work/knowledge.ts';
import { DONE, refuse, showResult } from './context.ts';
import type { CommandResult, StationContext } from './context.ts';
import { knownHoldings, spendableCents } from './known-wallet.ts';

/** Shows what is on a Pass (RULES T7). Nobody's name is shown (RULES C5). */
export function checkPass(
  context: StationContext,
  card: KnownCard | undefined,
  tapSeenAtMs: number,
): CommandResult {
  if (card === undefined) return refuse(context, 'card-unknown', tapSeenAtMs);
  if (card.state === 'lost') return refuse(context, 'card-lost', tapSeenAtMs);
  if (card.state === 'retired') return refuse(context, 'card-retired', tapSeenAtMs);
  const known = knownHoldings(context, card);
  showResult(
    context,
    {
      kind: 'pass-checked',
      cardNumber: card.number,
      cardState: card.state,
      holdings: known.holdings.map((holding) => ({
        assetName: holding.assetName,
        kind: holding.asset.kind,
        amount: holding.amount,
        spendableHere: holding.spendableHere,
      })),
      spendableCents: spendableCents(known),
      debtCents: known.debtCents,
      knownAt: knownAt(context),
    },
    tapSeenAtMs,
  );
  return DONE;
}

const knownAt = (context: StationContext) => {
  const connection = context.connection.state();
  return connection.kind === 'online' ? context.clock() : connection.sinceAt;
};
