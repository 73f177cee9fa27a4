import { assert } from '../../shared/assert.ts';
import type { WritableDb } from '../db/open-database.ts';
import { applyCommands } from './apply-commands.ts';
import type {
  CorrectionCommand,
  CreditCommand,
  GiveUpCommand,
  LedgerAnswer,
  LedgerCommand,
  RefundCommand,
  ReleaseCommand,
  ReserveCommand,
  SaleCommand,
  SettlementCommand,
  UnsecuredSaleCommand,
  WalletSaleCommand,
} from './commands.ts';

/**
 * One command at a time; each is a batch of one. Call inside `writeTransaction`.
 * Every one may be sent again: same id and same content give the first answer, same id and other
 * content are refused as `content-differs` and change nothing (RULES M7).
 */

type Unsent<Command> = Omit<Command, 'kind'>;
type AnswerTo<Kind extends LedgerCommand['kind'], Answer = LedgerAnswer> = Answer extends {
  readonly kind: infer Known;
  readonly result: infer Outcome;
}
  ? Kind extends Known
    ? Outcome
    : never
  : never;

/** Holds money of a card for one station (DESIGN 4). */
export const reserve = (tx: WritableDb, command: Unsent<ReserveCommand>) =>
  applyOne(tx, 'reserve', { kind: 'reserve', ...command });

/** Gives back what a reserve still holds; an id that never arrived is remembered as released. */
export const releaseReserve = (tx: WritableDb, command: Unsent<ReleaseCommand>) =>
  applyOne(tx, 'release', { kind: 'release', ...command });

/** Pays a sale from its reserve. */
export const settleSale = (tx: WritableDb, command: Unsent<SaleCommand>) =>
  applyOne(tx, 'sale', { kind: 'sale', ...command });

/** Takes a sale that a station accepted without network; may leave a debt (RULES M8). */
export const settleUnsecured = (tx: WritableDb, command: Unsent<UnsecuredSaleCommand>) =>
  applyOne(tx, 'unsecured-sale', { kind: 'unsecured-sale', ...command });

/** Takes what a wallet owes, all or nothing: a stay, for example. */
export const sellToWallet = (tx: WritableDb, command: Unsent<WalletSaleCommand>) =>
  applyOne(tx, 'wallet-sale', { kind: 'wallet-sale', ...command });

/** Puts money on a card or a wallet: `local` at a till, `global` by bank card. */
export const topUp = (tx: WritableDb, command: Unsent<CreditCommand>) =>
  applyOne(tx, 'top-up', { kind: 'top-up', ...command });

/** Gives a gift, hours or points. */
export const give = (tx: WritableDb, command: Unsent<CreditCommand>) =>
  applyOne(tx, 'gift', { kind: 'gift', ...command });

/** Empties a card against cash (RULES T6). */
export const refundCard = (tx: WritableDb, command: Unsent<RefundCommand>) =>
  applyOne(tx, 'refund', { kind: 'refund', ...command });

/** Gives back to its issuers all that a wallet has (RULES P4). */
export const giveUp = (tx: WritableDb, command: Unsent<GiveUpCommand>) =>
  applyOne(tx, 'give-up', { kind: 'give-up', ...command });

/** Takes a movement back by a new one that names it (RULES M6). */
export const correct = (tx: WritableDb, command: Unsent<CorrectionCommand>) =>
  applyOne(tx, 'correction', { kind: 'correction', ...command });

/** Records that an issuer paid what it owes a collective (RULES M9). */
export const settleClaim = (tx: WritableDb, command: Unsent<SettlementCommand>) =>
  applyOne(tx, 'settlement', { kind: 'settlement', ...command });

async function applyOne<Kind extends LedgerCommand['kind']>(
  tx: WritableDb,
  kind: Kind,
  command: LedgerCommand,
): Promise<AnswerTo<Kind>> {
  const [answer] = await applyCommands(tx, [command]);
  assert(answer?.kind === kind, `${kind} was answered as ${answer?.kind}`);
  return answer.result as AnswerTo<Kind>;
}
