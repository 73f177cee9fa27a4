import type { Payment, SaleRecorded } from '../../../domain/journal/sale-entries.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { countForRule, readLoyalty } from '../pass/loyalty.ts';
import { passOf } from '../pass/known-pass.ts';
import { cardsOfWallet, knownSeller } from '../pass/known-wallet.ts';

/**
 * What a sale brings on the Pass that pays it (RULES T9): `+ 2 points`, or the rule's own words
 * when its product is free now. Asked before the sale is written, it then says it of the sale.
 */
export function loyaltyTextOf(
  context: StationContext,
  payments: readonly Payment[],
): (sale: SaleRecorded) => string {
  const rule = context.knowledge.settings()?.loyalty ?? null;
  const payment = payments.find(({ means }) => means === 'pass');
  if (rule === null || payment?.means !== 'pass' || readTraining(context)) return () => '';
  const card = passOf(context, payment.cardId);
  const wallet =
    card?.walletId == null ? undefined : context.knowledge.one('wallet', card.walletId);
  if (card === undefined || wallet === undefined) return () => '';
  const cardIds = cardsOfWallet(context, card);
  const afterSeq = context.settings.getNumber('reflected-unsecured-seq');
  const before = readLoyalty(context, cardIds, wallet.loyaltyProgress, afterSeq);
  if (before === null) return () => '';
  return (sale) => {
    const reached = Math.floor((before.progress + countForRule(rule, sale, cardIds)) / before.goal);
    if (reached === 0) return '';
    return rule.kind === 'nth-free'
      ? rule.label
      : `+ ${reached * rule.points} ${pointsName(context)}`.trim();
  };
}

/** What this collective calls its points. */
function pointsName(context: StationContext): string {
  const { collectiveId } = knownSeller(context);
  const points = context.knowledge
    .all('asset')
    .find(({ kind, issuerId }) => kind === 'points' && issuerId === collectiveId);
  return points?.name ?? '';
}
