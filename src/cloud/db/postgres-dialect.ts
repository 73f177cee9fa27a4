import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { assert } from '../../shared/assert.ts';

const CONNECTIONS_MAX = 10;
const CONNECT_WAIT_MS_MAX = 10_000;
const INT8_OID = 20;
const NUMERIC_OID = 1700;

/** Kysely on a pool whose whole numbers come back as numbers, as they do from SQLite. */
export function postgresDialect(url: string, connectionsMax = CONNECTIONS_MAX): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_WAIT_MS_MAX,
    types: { getTypeParser },
  });
  // An idle connection that the server ends is replaced at the next query; without a listener
  // it would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  // sum() over bigint is numeric in PostgreSQL.
  oid === INT8_OID || oid === NUMERIC_OID
    ? readWholeNumber
    : (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown);

function readWholeNumber(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `the database gave a number that is not exact: ${text}`);
  return value;
}
