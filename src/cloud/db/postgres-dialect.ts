import { CompiledQuery, PostgresDialect, PostgresDriver } from 'kysely';
import type {
  DatabaseConnection,
  Driver,
  PostgresDialectConfig,
  PostgresPool,
  PostgresPoolClient,
} from 'kysely';
import pg from 'pg';
import { assert } from '../../shared/assert.ts';
import { transactionContext } from './transaction-context.ts';

const CONNECTIONS_MAX = 10;
const CONNECT_WAIT_MS_MAX = 10_000;
/** Texts that get a name; more than the program has, unless one is built with a list of values. */
const PREPARED_TEXTS_MAX = 500;
const INT8_OID = 20;
const NUMERIC_OID = 1700;

/**
 * Kysely on a pool whose whole numbers come back as numbers, as they do from SQLite, and that
 * prepares each text once per connection: planning costs more than running most statements.
 * Behind a proxy that hands one server connection to several clients and keeps no statements,
 * `?prepare=no` in the address turns that off.
 */
export function postgresDialect(
  address: string,
  connectionsMax = CONNECTIONS_MAX,
): PostgresDialect {
  const { connectionString, prepares } = readAddress(address);
  const pool = new pg.Pool({
    connectionString,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_WAIT_MS_MAX,
    types: { getTypeParser },
  });
  // An idle connection that the server ends is replaced at the next query; without a listener
  // it would end the process.
  pool.on('error', () => {});
  return new CommittingDialect({ pool: wrapPool(pool, prepares ? makeNames() : () => undefined) });
}

function readAddress(address: string): {
  readonly connectionString: string;
  readonly prepares: boolean;
} {
  // The driver also reads addresses that are not URLs.
  if (!URL.canParse(address)) return { connectionString: address, prepares: true };
  const url = new URL(address);
  const prepares = url.searchParams.get('prepare') !== 'no';
  url.searchParams.delete('prepare');
  return { connectionString: url.href, prepares };
}

class CommittingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new CommittingDriver(this.#config);
  }
}

class CommittingDriver extends PostgresDriver {
  /** Sends the last statement of a transaction and its commit in one journey. */
  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    const context = transactionContext.getStore();
    if (context === undefined || context.lastStatement === null) {
      return super.commitTransaction(connection);
    }
    const text = `${context.lastStatement};\ncommit`;
    const { rows } = await connection.executeQuery(CompiledQuery.raw(text));
    context.lastRows = rows;
  }
}

type NameOf = (text: string) => string | undefined;

function makeNames(): NameOf {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= PREPARED_TEXTS_MAX) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

function wrapPool(pool: pg.Pool, nameOf: NameOf): PostgresPool {
  // Kysely knows a connection again by its object.
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const wrapped = known.get(client) ?? wrapClient(client, nameOf);
      known.set(client, wrapped);
      return wrapped;
    },
  };
}

function wrapClient(client: pg.PoolClient, nameOf: NameOf): PostgresPoolClient {
  let isStale = false;
  const query = async (text: string, given: readonly unknown[]): Promise<unknown> => {
    const values = [...given];
    const name = values.length === 0 ? undefined : nameOf(text);
    if (name === undefined) return firstWithRows(await client.query({ text, values }));
    try {
      return await client.query({ name, text, values });
    } catch (error) {
      if (!isStalePlan(error)) throw error;
      isStale = true;
      // Outside a transaction the same question is simply asked again, without a name. Inside one,
      // PostgreSQL refuses everything from here on, and the whole transaction starts again.
      return client.query({ text, values }).catch(() => {
        throw error;
      });
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    // A plan that no longer fits its tables fits them again on a new connection.
    release: (destroy) => client.release(destroy === true || isStale),
  };
}

/** A text of several statements is answered by one result each. */
const firstWithRows = (result: pg.QueryResult | readonly pg.QueryResult[]): unknown =>
  Array.isArray(result) ? (result.find(({ rows }) => rows.length > 0) ?? result.at(-1)) : result;

/** Another instance has migrated the database: a table that a prepared text reads has changed. */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  // sum() over bigint is numeric in PostgreSQL.
  oid === INT8_OID || oid === NUMERIC_OID ? readWholeNumber : pg.types.getTypeParser(oid, format);

function readWholeNumber(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `the database gave a number that is not exact: ${text}`);
  return value;
}
