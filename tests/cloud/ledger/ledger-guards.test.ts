import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CardId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import { load, makeCard, makeLedgerWorld, tillOf, walletIdOf } from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';

/** What the database itself refuses, whoever writes: a person at a console, or a bug of ours. */
describe.each(DATABASE_KINDS)('the %s database refuses', (kind) => {
  let test: TestDatabase;
  let db: Db;
  let world: LedgerWorld;
  let card: CardId;
  let walletId: string;
  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    db = test.db;
    world = await makeLedgerWorld(db);
    card = await makeCard(db, world.bar);
    await load(db, card, world.assets.barLocal, 1_000);
    const till = tillOf(db, world.bar, world.barStation);
    unwrap(await till.pay(card, 300));
    unwrap(await till.reserve(card, 200));
    unwrap(await till.sellOffline(await makeCard(db, world.bar), 100));
    walletId = await walletIdOf(db, card);
  });
  afterAll(async () => {
    expect(await auditLedger(db)).toEqual([]);
    await test.remove();
  });

  const run = (text: string) => sql.raw(text).execute(db.writer);

  it.each([
    'update transfer set amount = amount + 1',
    'delete from transfer',
    `update posting set at = '2020-01-01T00:00:00.000Z'`,
    'delete from posting',
  ])('a fact to be changed: %s', async (text) => {
    await expect(run(text)).rejects.toThrow(/append-only/);
  });

  // SQLite has no TRUNCATE.
  it.each(kind === 'postgres' ? ['a table of facts to be emptied'] : [])('%s', async () => {
    await expect(run('truncate transfer cascade')).rejects.toThrow(/append-only/);
  });

  const ofWallet = () => `where owner_id = '${walletId}'`;

  it.each([
    ['a wallet below what it promised', 'balance = held - 1'],
    ['a wallet below zero', 'balance = -1, held = 0'],
    ['a negative promise', 'held = -1'],
  ])('%s', async (_, change) => {
    await expect(run(`update account set ${change} ${ofWallet()}`)).rejects.toThrow(/check/i);
  });

  it('a debt that no unsecured sale explains', async () => {
    const ofKind = async (of: string) =>
      (
        await db.query
          .selectFrom('posting')
          .select('id')
          .where('kind', '=', of as 'sale')
          .executeTakeFirstOrThrow()
      ).id;
    const owe = async (by: string) =>
      run(
        `update account set balance = -1, held = 0, debt = 1, debt_posting_id = '${by}' ${ofWallet()}`,
      );
    await expect(owe(await ofKind('sale'))).rejects.toThrow(/unsecured sale/);
    await expect(owe(await ofKind('top-up'))).rejects.toThrow(/unsecured sale/);
  });

  it('a debt that grows again by the same unsecured sale', async () => {
    await expect(
      run('update account set balance = balance - 1, debt = debt + 1 where debt > 0'),
    ).rejects.toThrow(/unsecured sale/);
  });

  it.each([
    ['takings below zero', 'balance = -1'],
    ['a promise on takings', 'held = 1'],
  ])('%s', async (_, change) => {
    await expect(run(`update account set ${change} where kind = 'takings'`)).rejects.toThrow(
      /check/i,
    );
  });

  it('a debt that is less than what is missing', async () => {
    await expect(run('update account set debt = debt - 1 where debt > 0')).rejects.toThrow(
      /check/i,
    );
  });

  it('an issuer to whom its own money is owed', async () => {
    await expect(run(`update account set balance = 1 where kind = 'issuing'`)).rejects.toThrow(
      /check/i,
    );
  });

  it.each(['found', '', 'Blank', 'identified'])('a card in the state "%s"', async (state) => {
    await expect(run(`update card set state = '${state}' where id = '${card}'`)).rejects.toThrow(
      /check/i,
    );
  });

  it.each([
    ['a blank card with money', `state = 'blank'`],
    ['a linked card of nobody', `state = 'linked'`],
    ['an anonymous card without a wallet', 'wallet_id = null'],
    ['a UID in lower case', `uid = '04abcdef'`],
    ['a UID of 5 bytes', `uid = '04ABCDEF01'`],
    ['a trust above 3', 'trust_level = 4'],
  ])('%s', async (_, change) => {
    await expect(run(`update card set ${change} where id = '${card}'`)).rejects.toThrow(/check/i);
  });

  it('a second global asset, and a local of nobody', async () => {
    const insert = (of: string, issuer: string) =>
      run(`insert into asset (id, kind, issuer_id, name, created_at)
        values ('${makeUuid()}', '${of}', ${issuer}, 'x', '2026-01-01T00:00:00.000Z')`);
    await expect(insert('global', 'null')).rejects.toThrow(/unique/i);
    await expect(insert('local', 'null')).rejects.toThrow(/check/i);
    await expect(insert('beads', `'${world.bar}'`)).rejects.toThrow(/check/i);
  });

  it('a transfer of nothing, to itself, or in an account that does not exist', async () => {
    const transfer = (from: string, to: string, amount: number) =>
      run(`insert into transfer (posting_id, line, asset_id, from_account_id, to_account_id, amount)
        select posting_id, 99, asset_id, ${from}, ${to}, ${amount} from transfer where line = 0 limit 1`);
    await expect(transfer('from_account_id', 'to_account_id', 0)).rejects.toThrow(/check/i);
    await expect(transfer('from_account_id', 'from_account_id', 1)).rejects.toThrow(/check/i);
    await expect(transfer(`'nobody'`, 'to_account_id', 1)).rejects.toThrow(/foreign key/i);
  });

  it('nothing that the audit would not see: a balance changed alone is named', async () => {
    const shift = (by: number) =>
      run(`update account set balance = balance + ${by} where owner_id = '${walletId}'`);
    await shift(7);
    expect(await auditLedger(db)).toMatchObject([
      { fault: 'asset-not-zero', found: 7 },
      { fault: 'balance-differs', expected: 700, found: 707 },
    ]);
    await shift(-7);
  });
});
