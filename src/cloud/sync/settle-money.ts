import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { assert } from '../../shared/assert.ts';
import { cents } from '../../shared/money.ts';
import type { WalletId } from '../../shared/ids.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { COMMANDS_MAX, applyCommands } from '../ledger/apply-commands.ts';
import type { CreditCommand, LedgerAnswer, LedgerCommand } from '../ledger/commands.ts';
import { planLoyalty } from '../loyalty/plan-loyalty.ts';
import type { LoyaltyPlan, PlannedReward } from '../loyalty/plan-loyalty.ts';
import { storeLoyalty } from '../loyalty/store-loyalty.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem } from './read-entry.ts';
import type { EntryMeaning, EntryProblem, Fact, FactOf } from './read-entry.ts';

/** An entry that moves money and needs nothing but itself. */
export type MoneyEntry = {
  readonly entry: CheckedEntry;
  readonly meaning: Extract<EntryMeaning, { readonly kind: 'sale' | 'fact' }>;
};

/** What became of one Pass payment. */
export type PassSettled = {
  /** Null: no wallet could be debited, a person must look. */
  readonly postingId: PostingId | null;
  readonly walletId: WalletId | null;
};

export type MoneySettled = {
  /** Under `passKey`. */
  readonly passes: ReadonlyMap<string, PassSettled>;
  /** Under the seq of the entry: the first that was found. */
  readonly problems: ReadonlyMap<number, EntryProblem>;
};

type PassPayment = Extract<SaleRecorded['payments'][number], { means: 'pass' }>;

type Order =
  | {
      readonly kind: 'payment';
      readonly entry: CheckedEntry;
      readonly key: string;
      readonly command: LedgerCommand;
    }
  | { readonly kind: 'credit'; readonly entry: CheckedEntry; readonly command: LedgerCommand }
  | {
      readonly kind: 'reward';
      readonly entry: CheckedEntry;
      readonly reward: PlannedReward;
      readonly command: LedgerCommand;
    };

export const passKey = (saleId: string, line: number): string => `${saleId} ${line}`;

/** The movement of one Pass payment: the id follows from the sale, so that it is made once. */
const paymentPostingId = (saleId: string, line: number): PostingId =>
  uuidOf(`payment ${line} of sale ${saleId}`) as PostingId;

/**
 * Moves the money of sales, top-ups and gifts, in the order of the journal, in a few statements
 * whatever their number. The goods were handed over, so a payment whose reserve the cloud does not
 * know is still taken from the wallet, or left as a debt, and marked. `storeSales` is called
 * when the payments are known, before what refers to the sales.
 */
export async function settleMoney(
  tx: WritableDb,
  station: KnownStation,
  entries: readonly MoneyEntry[],
  storeSales: (settled: MoneySettled['passes']) => Promise<void>,
): Promise<MoneySettled> {
  const sales = entries.flatMap(({ entry, meaning }) =>
    meaning.kind === 'sale' ? [{ entry, sale: meaning.sale }] : [],
  );
  const plan = await planLoyalty(
    tx,
    station.collectiveId,
    sales.map(({ sale }) => sale),
  );
  const orders = entries.flatMap((one) => ordersOf(station, one, plan));
  const answers = await applyAll(
    tx,
    orders.map(({ command }) => command),
  );
  const passes = new Map<string, PassSettled>();
  const problems = new Map<number, EntryProblem>();
  const rewards = orders.flatMap((order, index) => {
    const answer = answers[index];
    assert(answer !== undefined, 'an order without an answer');
    const found = problemOf(order, answer);
    if (found !== null && !problems.has(order.entry.seq)) problems.set(order.entry.seq, found);
    if (order.kind === 'payment') passes.set(order.key, describe(answer));
    return order.kind === 'reward' && answer.result.ok ? [order.reward] : [];
  });
  await storeSales(passes);
  const walletOf = (saleId: string, line: number) =>
    passes.get(passKey(saleId, line))?.walletId ?? null;
  await storeLoyalty(tx, station.collectiveId, plan, rewards, walletOf);
  return { passes, problems };
}

function ordersOf(
  station: KnownStation,
  { entry, meaning }: MoneyEntry,
  plan: LoyaltyPlan | null,
): readonly Order[] {
  if (meaning.kind === 'fact') {
    const command = creditOf(station, entry, meaning.fact);
    return command === null ? [] : [{ kind: 'credit', entry, command }];
  }
  const { sale } = meaning;
  const payments = sale.payments.flatMap((payment, line): readonly Order[] => {
    if (payment.means !== 'pass') return [];
    const key = passKey(sale.saleId, line);
    return [
      { kind: 'payment', entry, key, command: paymentOf(station, entry, sale, payment, line) },
    ];
  });
  const rewards = (plan?.rewards.get(sale.saleId) ?? []).map((reward): Order => {
    const { postingId, cardId, assetId, amount } = reward;
    return {
      kind: 'reward',
      entry,
      reward,
      command: {
        ...baseOf(station, entry),
        kind: 'gift',
        id: postingId,
        to: { cardId },
        assetId,
        amountCents: cents(amount),
      },
    };
  });
  return [...payments, ...rewards];
}

const baseOf = (station: KnownStation, entry: CheckedEntry) => ({
  at: entry.at,
  stationId: station.id,
  collectiveId: station.collectiveId,
  cause: entry.id,
});

function paymentOf(
  station: KnownStation,
  entry: CheckedEntry,
  sale: SaleRecorded,
  payment: PassPayment,
  line: number,
): LedgerCommand {
  const base = { ...baseOf(station, entry), id: paymentPostingId(sale.saleId, line) };
  const { backing, cardId } = payment;
  return backing.kind === 'reserve'
    ? {
        ...base,
        kind: 'sale',
        reserveId: backing.reserveId,
        parts: payment.parts.map((part) => ({ assetId: part.assetId, cents: part.cents })),
        final: backing.final,
        fallbackCard: { cardId },
      }
    : {
        ...base,
        kind: 'unsecured-sale',
        card: { cardId },
        reserveId: backing.reserveId,
        totalCents: payment.cents,
      };
}

/** The till made the id of the credit, so that it enters once. */
function creditOf(station: KnownStation, entry: CheckedEntry, fact: Fact): CreditCommand | null {
  const credit = (
    kind: CreditCommand['kind'],
    id: string,
    body: FactOf<'top-up.recorded@1'> | FactOf<'gift.given@1'>,
  ): CreditCommand => ({
    ...baseOf(station, entry),
    kind,
    id: id as PostingId,
    to: { cardId: body.cardId },
    assetId: body.assetId,
    amountCents: body.cents,
  });
  if (fact.kind === 'top-up.recorded@1') return credit('top-up', fact.body.topUpId, fact.body);
  return fact.kind === 'gift.given@1' ? credit('gift', fact.body.giftId, fact.body) : null;
}

async function applyAll(
  tx: WritableDb,
  commands: readonly LedgerCommand[],
): Promise<readonly LedgerAnswer[]> {
  const answers: LedgerAnswer[] = [];
  for (let start = 0; start < commands.length; start += COMMANDS_MAX) {
    answers.push(...(await applyCommands(tx, commands.slice(start, start + COMMANDS_MAX))));
  }
  return answers;
}

function problemOf(order: Order, answer: LedgerAnswer): EntryProblem | null {
  // A reward that cannot be given, as on a card out of use, is no fault of the sale.
  if (order.kind === 'reward') return null;
  const lostReserve = answer.kind === 'sale' ? answer.lostReserve : undefined;
  const code = answer.result.ok ? lostReserve : answer.result.error.code;
  if (code === undefined) return null;
  const what = order.kind === 'payment' ? 'payment' : 'credit';
  return problem(problemCode(code), `The ledger answered ${code} to the ${what}.`);
}

const PROBLEM_CODES = [
  ...(['reserve-unknown', 'reserve-of-another', 'card-unknown', 'card-retired'] as const),
  ...(['card-random', 'asset-unknown', 'asset-wrong'] as const),
] as const;

/** Whatever else the ledger may say means that the id was used for something different. */
const problemCode = (code: string): EntryProblem['code'] =>
  PROBLEM_CODES.find((known) => known === code) ?? 'content-differs';

function describe({ result }: LedgerAnswer): PassSettled {
  if (!result.ok || !('walletId' in result.value)) return { postingId: null, walletId: null };
  const { walletId } = result.value;
  return 'postingId' in result.value
    ? { postingId: result.value.postingId, walletId }
    : { postingId: null, walletId: null };
}
