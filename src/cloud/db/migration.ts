/**
 * A step of the database, applied once, in order, and never edited afterwards.
 *
 * How to add one:
 * 1. write `migrations/NNN-name.ts` that exports a `Migration`;
 * 2. add it at the end of `migrations/list.ts`;
 * 3. describe its rows in a `*-tables.ts` and join them in `schema.ts`;
 * 4. run `vitest run tests/cloud/ledger/schema.test.ts -u` and read the diff of tests/fixtures/cloud-schema.sql.
 */
export type Migration = {
  readonly name: string;
  readonly statements: (sql: SqlWords) => readonly string[];
};

/** The few words that differ between the two databases. */
export type SqlWords = {
  readonly text: string;
  readonly integer: string;
  /** What stands after the closing bracket of a table. */
  readonly table: string;
  /** The same, for a table that is found by its text key only. */
  readonly keyedTable: string;
  /** Triggers that refuse any change of a stored row. */
  readonly appendOnly: (table: string) => readonly string[];
  /** Takes those triggers away, from a table that is made anew. */
  readonly liftAppendOnly: (table: string) => readonly string[];
  /** A trigger that refuses an update of one column unless a condition on `new` and `old` holds. */
  readonly guardUpdate: (guard: UpdateGuard) => readonly string[];
};

export type UpdateGuard = {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly refusedWhen: string;
  readonly message: string;
};

const SQLITE_WORDS: SqlWords = {
  text: 'text',
  integer: 'integer',
  table: 'strict',
  keyedTable: 'strict, without rowid',
  appendOnly: (table) =>
    ['update', 'delete'].map(
      (verb) =>
        `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    ),
  liftAppendOnly: (table) => ['update', 'delete'].map((verb) => `drop trigger ${table}_no_${verb}`),
  guardUpdate: ({ name, table, column, refusedWhen, message }) => [
    `create trigger ${name} before update of ${column} on ${table} when ${refusedWhen} begin select raise(abort, '${message}'); end`,
  ],
};

const POSTGRES_WORDS: SqlWords = {
  // "C" sorts by bytes, as SQLite does.
  text: 'text collate "C"',
  integer: 'bigint',
  table: '',
  keyedTable: '',
  appendOnly: (table) => [
    `create function ${table}_is_append_only() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
    `create trigger ${table}_no_change before update or delete on ${table} for each row execute function ${table}_is_append_only()`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function ${table}_is_append_only()`,
  ],
  liftAppendOnly: (table) => [`drop function ${table}_is_append_only() cascade`],
  guardUpdate: ({ name, table, column, refusedWhen, message }) => [
    `create function ${name}_check() returns trigger language plpgsql as $$ begin if ${refusedWhen} then raise exception '${message}'; end if; return new; end $$`,
    `create trigger ${name} before update of ${column} on ${table} for each row execute function ${name}_check()`,
  ],
};

export const sqlWords = (kind: 'sqlite' | 'postgres'): SqlWords =>
  kind === 'sqlite' ? SQLITE_WORDS : POSTGRES_WORDS;
