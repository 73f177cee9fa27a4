import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { assert } from '../../shared/assert.ts';
import type { WalletId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { COMMANDS_MAX, applyCommands } from '../ledger/apply-commands.ts';
import type {
  LedgerAnswer,
  LedgerCommand,
  SaleCommand,
  UnsecuredSaleCommand,
} from '../ledger/commands.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';

export type SaleEntry = {
  readonly entryId: string;
  readonly at: Instant;
  readonly sale: SaleRecorded;
};

/** What became of one Pass payment. */
export type PassSettled = {
  /** Null: no wallet could be debited, a person must look. */
  readonly postingId: PostingId | null;
  readonly walletId: WalletId | null;
  readonly problem: EntryProblem | null;
};

type PassPayment = Extract<SaleRecorded['payments'][number], { means: 'pass' }>;
type SettleCommand = SaleCommand | UnsecuredSaleCommand;

export const passKey = (saleId: string, line: number): string => `${saleId} ${line}`;

/**
 * Turns the Pass payments of sales into transfers, in the order of the journal. The goods were
 * handed over, so a payment whose reserve the cloud does not know is still taken from the wallet,
 * or left as a debt, and marked. Gives what became of each, under `passKey`.
 */
export async function settleSales(
  tx: WritableDb,
  station: KnownStation,
  entries: readonly SaleEntry[],
): Promise<ReadonlyMap<string, PassSettled>> {
  const orders = entries.flatMap((entry) =>
    entry.sale.payments.flatMap((payment, line) =>
      payment.means === 'pass' ? [{ entry, payment, line }] : [],
    ),
  );
  const commands = orders.map(({ entry, payment, line }) =>
    commandOf(station, entry, payment, line),
  );
  const first = await applyAll(tx, commands);
  const again = first.flatMap(({ result }, index) => {
    const order = orders[index];
    const isReserveLost = !result.ok && isReserveProblem(result.error.code);
    return order !== undefined && isReserveLost ? [{ ...order, index }] : [];
  });
  const second = await applyAll(
    tx,
    again.map(({ entry, payment, line }) => ({
      ...baseOf(station, entry, line),
      kind: 'unsecured-sale' as const,
      card: { cardId: payment.cardId },
      reserveId: null,
      totalCents: payment.cents,
    })),
  );
  const settled = new Map<string, PassSettled>();
  orders.forEach(({ entry, line }, index) => {
    const repeated = again.findIndex((order) => order.index === index);
    settled.set(
      passKey(entry.sale.saleId, line),
      describe(first[index], repeated === -1 ? undefined : second[repeated]),
    );
  });
  return settled;
}

/** The id follows from the sale, so that applying the same entry twice is one movement. */
const baseOf = (station: KnownStation, entry: SaleEntry, line: number) => ({
  id: uuidOf(`payment ${line} of sale ${entry.sale.saleId}`) as PostingId,
  at: entry.at,
  stationId: station.id,
  collectiveId: station.collectiveId,
  cause: entry.entryId,
});

function commandOf(
  station: KnownStation,
  entry: SaleEntry,
  payment: PassPayment,
  line: number,
): SettleCommand {
  const base = baseOf(station, entry, line);
  const { backing } = payment;
  return backing.kind === 'reserve'
    ? {
        ...base,
        kind: 'sale',
        reserveId: backing.reserveId,
        parts: payment.parts.map(({ assetId, cents }) => ({ assetId, cents })),
        final: backing.final,
      }
    : {
        ...base,
        kind: 'unsecured-sale',
        card: { cardId: payment.cardId },
        reserveId: backing.reserveId,
        totalCents: payment.cents,
      };
}

type SettleAnswer = Extract<LedgerAnswer, { kind: 'sale' | 'unsecured-sale' }>;

async function applyAll(
  tx: WritableDb,
  commands: readonly LedgerCommand[],
): Promise<readonly SettleAnswer[]> {
  const answers: SettleAnswer[] = [];
  for (let start = 0; start < commands.length; start += COMMANDS_MAX) {
    for (const answer of await applyCommands(tx, commands.slice(start, start + COMMANDS_MAX))) {
      assert(answer.kind === 'sale' || answer.kind === 'unsecured-sale', `got ${answer.kind}`);
      answers.push(answer);
    }
  }
  return answers;
}

const isReserveProblem = (code: string): code is 'reserve-unknown' | 'reserve-of-another' =>
  code === 'reserve-unknown' || code === 'reserve-of-another';

function describe(first: SettleAnswer | undefined, second: SettleAnswer | undefined): PassSettled {
  assert(first !== undefined, 'a payment without an answer');
  const { result } = second ?? first;
  const refusal = first.result.ok ? null : first.result.error;
  const last = result.ok ? null : result.error;
  const problemFound = last ?? refusal;
  return {
    postingId: result.ok ? result.value.postingId : null,
    walletId: result.ok ? result.value.walletId : null,
    problem:
      problemFound === null
        ? null
        : problem(problemFound.code, `The ledger answered ${problemFound.code} to the payment.`),
  };
}
