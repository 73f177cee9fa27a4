import { billVisits } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import { pairPresences } from '../../../src/domain/badge/pair-presences.ts';
import type { BadgeEvent } from '../../../src/domain/badge/presence.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import type { TapHolder } from '../../../src/domain/journal/badge-entries.ts';
import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import { cents } from '../../../src/shared/money.ts';
import { businessDay } from '../../../src/shared/time.ts';
import type { WalletId } from '../../../src/shared/ids.ts';
import { holderKeyOf } from '../../../src/station/usecases/badge/holders.ts';
import { readHolder } from '../../../src/station/usecases/badge/seal-holder.ts';
import { accountItem, walletItem } from '../../helpers/badge-knowledge.ts';
import type { BadgeRig } from './badge-rig.ts';

/** What a cloud that got the first entries of a journal would tell that station, and nothing else. */

const RULE = { timeZone: 'Europe/Paris', cutOffHour: 4 };

type Held = { readonly walletId: WalletId; readonly held: number };
type Read = { readonly kind: string; readonly body: never };

export function tellBack(
  rig: BadgeRig,
  plans: readonly BadgePlan[],
  people: readonly Held[],
  upToSeq: number,
): void {
  const { context } = rig.station().station;
  const entries = context.journal.read(1, upToSeq).map(({ kind, body }): Read => ({
    kind,
    body: JSON.parse(Buffer.from(body).toString('utf8')) as never,
  }));
  const told = presencesOf(rig, plans, entries);
  const gone = context.knowledge
    .all('presence')
    .filter(({ id }) => !told.some((item) => item.id === id))
    .map(({ id }): FeedItem => ({ topic: 'presence', id, value: null }));
  rig.know([
    ...gone,
    ...told,
    ...people.map(({ walletId, held }) =>
      walletItem(walletId, held - spentOf(rig, entries, walletId)),
    ),
    ...people.map(({ walletId }) => accountItem(walletId, { months: monthsOf(told, walletId) })),
  ]);
  for (const name of [
    'acked-seq',
    'reflected-unsecured-seq',
    'reflected-reserved-seq',
    'reflected-credit-seq',
  ] as const) {
    context.settings.set(name, upToSeq);
  }
}

type PresenceItem = Extract<FeedItem, { topic: 'presence' }>;

function presencesOf(
  rig: BadgeRig,
  plans: readonly BadgePlan[],
  entries: readonly Read[],
): readonly PresenceItem[] {
  const { context } = rig.station().station;
  const holders = new Map<string, TapHolder>();
  const events = entries.flatMap(({ kind, body }): readonly BadgeEvent[] => {
    if (kind === 'presence.undone@1') {
      return [{ kind: 'undo', tapId: (body as EntryBodies['presence.undone@1']).tapId }];
    }
    if (kind !== 'presence.tapped@1') return [];
    const { holder: sealed, tappedAt: at, ...tap } = body as EntryBodies['presence.tapped@1'];
    const holder = readHolder(context, sealed);
    if (holder === null) return [];
    const key = holderKeyOf(context, holder);
    holders.set(key, holder);
    return [{ ...tap, kind: 'tap', at, holder: key }];
  });
  const planOf = (planId: string) => plans.find(({ id }) => id === planId);
  const paired = pairPresences({ events, planOf, rule: RULE, now: rig.now() });
  const bills = billVisits({
    rule: RULE,
    visits: paired.flatMap(({ presenceId, holder, planId, inAt, outAt }) => {
      const plan = planOf(planId);
      return plan === undefined || inAt === null || outAt === null
        ? []
        : [{ presenceId, holder, plan, inAt, outAt }];
    }),
    pools: [],
    isMember: () => false,
    before: { poolMinutes: new Map(), monthCents: new Map() },
  });
  const paid = paidByTap(entries);
  return paired.map((one): PresenceItem => {
    const holder = holders.get(one.holder);
    const bill = bills.get(one.presenceId);
    const firstAt = one.inAt ?? one.outAt ?? rig.now();
    return {
      topic: 'presence',
      id: one.presenceId,
      value: {
        id: one.presenceId,
        spaceId: one.spaceId,
        planId: one.planId,
        planVersion: one.planVersion,
        holder:
          holder?.kind === 'guest'
            ? { kind: 'guest', guestId: holder.guestId, name: holder.name, hostWalletId: null }
            : { kind: 'wallet', walletId: one.holder as WalletId },
        inAt: one.inAt,
        outAt: one.outAt,
        state: one.state,
        day: businessDay(firstAt, RULE),
        stayedMinutes: bill?.stayedMinutes ?? 0,
        included: [],
        billedCents: cents(bill?.cents ?? 0),
        paidCents: cents(one.tapIds.reduce((sum, tapId) => sum + (paid.get(tapId) ?? 0), 0)),
      },
    };
  });
}

function paidByTap(entries: readonly Read[]): ReadonlyMap<string, number> {
  const paid = new Map<string, number>();
  for (const { kind, body } of entries) {
    const sign = kind === 'sale.recorded@2' ? 1 : kind === 'sale.corrected@1' ? -1 : 0;
    const lines = sign === 0 ? [] : (body as EntryBodies['sale.corrected@1']).lines;
    for (const { detail, totalCents } of lines) {
      if (detail.kind !== 'presence') continue;
      paid.set(detail.presenceId, (paid.get(detail.presenceId) ?? 0) + sign * totalCents);
    }
  }
  return paid;
}

function spentOf(rig: BadgeRig, entries: readonly Read[], walletId: WalletId): number {
  const { knowledge } = rig.station().station.context;
  const mine = new Set<string>();
  let spent = 0;
  for (const { kind, body } of entries) {
    if (kind === 'sale.recorded@2') {
      const sale = body as EntryBodies['sale.recorded@2'];
      for (const payment of sale.payments) {
        if (payment.means !== 'pass') continue;
        if (knowledge.cardOf(payment.cardId)?.walletId !== walletId) continue;
        mine.add(sale.saleId);
        spent += payment.cents;
      }
    }
    if (kind === 'sale.corrected@1') {
      const corrected = body as EntryBodies['sale.corrected@1'];
      if (mine.has(corrected.saleId)) spent -= corrected.totalCents;
    }
  }
  return spent;
}

function monthsOf(told: readonly PresenceItem[], walletId: WalletId) {
  const sums = new Map<string, { planId: never; month: string; cents: ReturnType<typeof cents> }>();
  for (const { value } of told) {
    if (value?.holder.kind !== 'wallet' || value.holder.walletId !== walletId) continue;
    const month = value.day.slice(0, 7);
    const before = sums.get(value.planId)?.cents ?? 0;
    sums.set(value.planId, {
      planId: value.planId as never,
      month,
      cents: cents(before + value.billedCents),
    });
  }
  return [...sums.values()];
}
