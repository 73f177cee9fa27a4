import { assert } from '../../shared/assert.ts';
import { AMOUNT_CENTS_MAX } from '../../shared/money.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockCards } from './cards.ts';
import type { LedgerAnswer, LedgerCommand } from './commands.ts';
import {
  amountsOf,
  cardRefsOf,
  debtorsOf,
  foreignSellersOf,
  mayChangeCards,
  namedWalletsOf,
  needsOf,
  sellersOf,
} from './command-needs.ts';
import type { Depth } from './command-needs.ts';
import { decideCommand } from './decide-command.ts';
import { gatherBook } from './gather-book.ts';
import { ensureLocalAssets, readNeighbours, readSellers } from './sellers.ts';
import { resolveWallets } from './wallets.ts';
import { writeBook } from './write-book.ts';

/** Most commands that one transaction applies; an upload is cut into batches of at most this. */
export const COMMANDS_MAX = 1_000;

/**
 * Applies commands in order in the caller's transaction: gathers and locks all they concern,
 * decides one after the other in memory, writes all at once. A refused command changes nothing and
 * does not stop the others. Sent again, a command gives its first answer (RULES M7).
 */
export async function applyCommands(
  tx: WritableDb,
  commands: readonly LedgerCommand[],
): Promise<readonly LedgerAnswer[]> {
  assert(commands.length <= COMMANDS_MAX, `${commands.length} commands, at most ${COMMANDS_MAX}`);
  if (commands.length === 0) return [];
  for (const command of commands) checkAmounts(command);

  // Nearly every sale is covered by its reserve: then its hold is all that must be read.
  const isLean = commands.every(({ kind }) => kind === 'sale' || kind === 'release');
  const answers = await applyWith(tx, commands, isLean ? 'lean' : 'full');
  if (answers !== 'needs-seller') return answers;
  const complete = await applyWith(tx, commands, 'full');
  assert(complete !== 'needs-seller', 'a batch with everything gathered asked for more');
  return complete;
}

async function applyWith(
  tx: WritableDb,
  commands: readonly LedgerCommand[],
  depth: Depth,
): Promise<readonly LedgerAnswer[] | 'needs-seller'> {
  const isFull = depth === 'full';
  const lock = commands.some((one) => mayChangeCards(one, depth)) ? 'update' : 'share';
  const cards = commands.flatMap((command) => cardRefsOf(command, depth));
  const findCard = await lockCards(tx, cards, lock);
  const findWallet = await resolveWallets(tx, commands.flatMap(namedWalletsOf));
  const isNeighbour = await readNeighbours(tx, foreignSellersOf(commands, findCard));
  const sellers = isFull ? await readSellers(tx, sellersOf(commands)) : null;
  const at = commands[0]?.at;
  assert(at !== undefined, 'a batch has a first command');
  if (isFull) await ensureLocalAssets(tx, debtorsOf(commands), at);
  const book = await gatherBook(tx, needsOf(commands, { findCard, findWallet }, depth));

  const decided = commands.map((command) =>
    decideCommand({ book, findCard, findWallet, isNeighbour, sellers }, command),
  );
  const answers = decided.filter((answer) => answer !== 'needs-seller');
  if (answers.length < decided.length) return 'needs-seller';
  await writeBook(tx, book.changes(), at);
  return answers;
}

/** Callers parse what comes from outside; an amount that is not one is a bug of theirs. */
function checkAmounts(command: LedgerCommand): void {
  for (const amount of amountsOf(command)) {
    assert(
      Number.isSafeInteger(amount) && amount > 0 && amount <= AMOUNT_CENTS_MAX,
      `${command.kind}: an amount must be whole, above 0 and at most ${AMOUNT_CENTS_MAX}, got ${amount}`,
    );
  }
}
