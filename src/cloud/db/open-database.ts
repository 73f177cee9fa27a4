import { Kysely } from 'kysely';
import { systemClock } from '../../shared/time.ts';
import type { Clock } from '../../shared/time.ts';
import { postgresDialect } from './postgres-dialect.ts';
import type { CloudSchema } from './schema.ts';
import { openSqlite, sqliteDialect } from './sqlite-dialect.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

export type DatabaseOptions = { readonly clock?: Clock } & (
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly connectionsMax?: number }
);

/** What may be asked outside a write transaction. */
export type ReadQueries = Pick<
  Kysely<CloudSchema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'dynamic' | 'getExecutor'
>;

/** Reads, on their own connection: they see what is committed and never wait for a writer. */
export type ReadableDb = {
  readonly kind: DatabaseKind;
  readonly query: ReadQueries;
};

/** What a write transaction gives to its work (`writeTransaction`). */
export type WritableDb = {
  readonly kind: DatabaseKind;
  readonly query: Kysely<CloudSchema>;
  /**
   * Tells stations and screens that something changed, when the transaction commits.
   * `collectiveId` null: every collective may care.
   */
  readonly changed: (topic: string, entityId: string, collectiveId: string | null) => void;
};

export type Db = ReadableDb & {
  /** Only `writeTransaction` and `migrate` use it. */
  readonly writer: Kysely<CloudSchema>;
  readonly clock: Clock;
  readonly feedListeners: Set<(seq: number) => void>;
  readonly close: () => Promise<void>;
};

/** Opens the cloud's database. Call `migrate` before anything else. */
export function openDatabase(options: DatabaseOptions): Db {
  const common = {
    kind: options.kind,
    clock: options.clock ?? systemClock,
    feedListeners: new Set<(seq: number) => void>(),
  };
  if (options.kind === 'postgres') {
    const pool = new Kysely<CloudSchema>({
      dialect: postgresDialect(options.url, options.connectionsMax),
    });
    return { ...common, query: pool, writer: pool, close: () => pool.destroy() };
  }
  const writeConnection = openSqlite(options.path, 'write');
  const readConnection = openSqlite(options.path, 'read');
  const writer = new Kysely<CloudSchema>({ dialect: sqliteDialect(writeConnection) });
  const reader = new Kysely<CloudSchema>({ dialect: sqliteDialect(readConnection) });
  return {
    ...common,
    query: reader,
    writer,
    close: async () => {
      await Promise.all([reader.destroy(), writer.destroy()]);
      // Kysely leaves a connection open that no query ever used.
      readConnection.close();
      writeConnection.close();
    },
  };
}
