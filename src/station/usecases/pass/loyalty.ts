import type { Activity } from '../../../contract/kiosk/activity.ts';
import type { StationSettings } from '../../../contract/sync/messages.ts';
import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import type { SaleRecorded } from '../../../domain/journal/sale-entries.ts';
import type { CardId } from '../../../shared/ids.ts';
import { passSalesAfter } from '../../projections/credits.ts';
import type { StationContext } from '../context.ts';
import { knownSeller } from './known-wallet.ts';

type LoyaltyShown = Extract<Activity, { kind: 'pass-desk' }>['loyalty'];
type LoyaltyRule = NonNullable<StationSettings['loyalty']>;

/**
 * How far a Pass is on the collective's loyalty rule (RULES T9). `progress` is the cloud's word;
 * sales of this station after `afterSeq` are not in it and are counted here.
 */
export function readLoyalty(
  context: StationContext,
  cardIds: readonly CardId[],
  progress: number,
  afterSeq: number,
): LoyaltyShown {
  const rule = context.knowledge.settings()?.loyalty ?? null;
  if (rule === null) return null;
  const own = passSalesAfter(context.journal.database, cardIds, afterSeq)
    .flatMap((seq) => context.journal.read(seq, 1))
    .map(({ kind, body }) =>
      saleOfEntry({ kind, body: JSON.parse(Buffer.from(body).toString('utf8')) as unknown }),
    )
    .reduce((sum, sale) => sum + (sale === null ? 0 : countForRule(rule, sale, cardIds)), 0);
  const goal = rule.kind === 'points' ? rule.everyCents : rule.everyCount;
  return {
    kind: rule.kind,
    progress: (progress + own) % goal,
    goal,
    label: labelOf(context, rule),
  };
}

/** Cents that these Passes paid for goods, or how many of the rule's products were sold to them. */
export function countForRule(
  rule: LoyaltyRule,
  sale: SaleRecorded,
  cardIds: readonly CardId[],
): number {
  const goods = sale.lines.filter(
    ({ detail }) => detail.kind !== 'deposit' && detail.kind !== 'membership',
  );
  if (rule.kind === 'nth-free') {
    return goods
      .filter(({ productId }) => rule.productIds.includes(productId))
      .reduce((sum, { count }) => sum + count, 0);
  }
  return goods
    .flatMap(({ paid }) => paid)
    .filter(({ payment }) => {
      const by = sale.payments[payment];
      return by?.means === 'pass' && cardIds.includes(by.cardId);
    })
    .reduce((sum, { cents }) => sum + cents, 0);
}

function labelOf(context: StationContext, rule: LoyaltyRule): string {
  if (rule.kind === 'nth-free') return rule.label;
  const { collectiveId } = knownSeller(context);
  const points = context.knowledge
    .all('asset')
    .find(({ kind, issuerId }) => kind === 'points' && issuerId === collectiveId);
  return `${rule.points} ${points?.name ?? ''}`.trim();
}
