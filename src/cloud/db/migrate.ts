import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { sqlWords } from './migration.ts';
import type { Migration } from './migration.ts';
import { MIGRATIONS } from './migrations/list.ts';
import type { Db } from './open-database.ts';
import type { CloudSchema } from './schema.ts';

export type MigrationRefusal =
  /** A newer version of the program has used this database. */
  | { readonly code: 'database-newer'; readonly names: readonly string[] }
  /** A migration was edited after it was applied here. */
  | { readonly code: 'migration-changed'; readonly name: string };

// Any fixed number: two instances that start together take turns on it.
const POSTGRES_LOCK = 6_172_024;

/**
 * Brings the database to this version: applies what is missing, in order, in one transaction.
 * Changes nothing when it refuses. Gives the names of what was applied.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Result<readonly string[], MigrationRefusal>> {
  return db.writer.transaction().execute(async (transaction) => {
    const words = sqlWords(db.kind);
    if (db.kind === 'postgres') {
      await sql`select pg_advisory_xact_lock(${sql.lit(POSTGRES_LOCK)})`.execute(transaction);
    }
    await runStatement(
      transaction,
      `create table if not exists migration (
        name ${words.text} primary key,
        content_hash ${words.text} not null,
        applied_at ${words.text} not null
      ) ${words.keyedTable}`,
    );
    const steps = migrations.map(({ name, statements }) => {
      const texts = statements(words);
      return { name, texts, hash: hashOf(texts) };
    });
    const refusal = await findRefusal(transaction, steps);
    if (refusal !== null) return err(refusal);
    return ok(await applyMissing(transaction, steps, db));
  });
}

type Step = {
  readonly name: string;
  readonly texts: readonly string[];
  readonly hash: string;
};

const hashOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join(';\n')).digest('hex');

async function findRefusal(
  transaction: Transaction<CloudSchema>,
  steps: readonly Step[],
): Promise<MigrationRefusal | null> {
  const applied = await transaction.selectFrom('migration').selectAll().orderBy('name').execute();
  const known = new Map(steps.map((step) => [step.name, step.hash]));
  const unknown = applied.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) {
    return { code: 'database-newer', names: unknown.map(({ name }) => name) };
  }
  const changed = applied.find(({ name, content_hash }) => known.get(name) !== content_hash);
  return changed === undefined ? null : { code: 'migration-changed', name: changed.name };
}

async function applyMissing(
  transaction: Transaction<CloudSchema>,
  steps: readonly Step[],
  { kind, clock }: Pick<Db, 'kind' | 'clock'>,
): Promise<readonly string[]> {
  const applied = await transaction.selectFrom('migration').select('name').execute();
  const done = new Set(applied.map(({ name }) => name));
  const missing = steps.filter(({ name }) => !done.has(name));
  for (const { name, texts, hash } of missing) {
    // PostgreSQL takes a whole migration in one journey; SQLite prepares one statement at a time.
    const journeys = kind === 'postgres' ? [texts.join(';\n')] : texts;
    for (const text of journeys) await runStatement(transaction, text);
    await transaction
      .insertInto('migration')
      .values({ name, content_hash: hash, applied_at: clock() })
      .execute();
  }
  return missing.map(({ name }) => name);
}

const runStatement = async (transaction: Transaction<CloudSchema>, text: string): Promise<void> => {
  await sql.raw(text).execute(transaction);
};
