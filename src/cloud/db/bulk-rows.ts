import { sql } from 'kysely';
import type { Expression, Insertable, Kysely, RawBuilder, SqlBool } from 'kysely';
import { assert } from '../../shared/assert.ts';
import type { DatabaseKind } from './open-database.ts';
import type { CloudSchema } from './schema.ts';

export type WritableQueries = { readonly kind: DatabaseKind; readonly query: Kysely<CloudSchema> };

type Table = keyof CloudSchema;
type Column<Name extends Table> = keyof CloudSchema[Name] & string;

/**
 * Rows as one JSON parameter: the text of the statement stays the same for 1 row or 1,000, so it
 * is prepared once, and there is no limit on the number of parameters.
 */
export const rowSource = (kind: DatabaseKind, table: Table, rows: readonly object[]) =>
  kind === 'sqlite'
    ? sql`json_each(${JSON.stringify(rows)}) as source`
    : sql`json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::json) as source`;

/** A column of `source`, the rows that `rowSource` gives. */
export const sourceColumn = (kind: DatabaseKind, column: string) =>
  kind === 'sqlite' ? sql`(source.value ->> ${sql.lit(column)})` : sql.ref(`source.${column}`);

/** A statement that changes rows, and how many it must change. It returns one row for each. */
export type RowStatement = {
  readonly what: string;
  readonly text: RawBuilder<unknown>;
  readonly count: number;
};

/** Inserts rows in the order given; any conflict is an error. */
export function insertStatement<Name extends Table>(
  kind: DatabaseKind,
  table: Name,
  columns: readonly Column<Name>[],
  rows: readonly Insertable<CloudSchema[Name]>[],
): RowStatement {
  const names = sql.join(columns.map((column) => sql.id(column)));
  const values = sql.join(columns.map((column) => sourceColumn(kind, column)));
  const text = sql`insert into ${sql.table(table)} (${names})
    select ${values} from ${rowSource(kind, table, rows)} where true returning 1`;
  return { what: `rows of ${table} inserted`, text, count: rows.length };
}

/** Sets columns of rows found by their key columns; every row must exist. */
export function updateStatement<Name extends Table>(
  kind: DatabaseKind,
  table: Name,
  keys: readonly Column<Name>[],
  columns: readonly Column<Name>[],
  rows: readonly Partial<CloudSchema[Name]>[],
): RowStatement {
  const sets = sql.join(
    columns.map((column) => sql`${sql.id(column)} = ${sourceColumn(kind, column)}`),
  );
  const isSameRow = sql.join(
    keys.map((key) => sql`${sql.id(table, key)} = ${sourceColumn(kind, key)}`),
    sql` and `,
  );
  const text = sql`update ${sql.table(table)} set ${sets}
    from ${rowSource(kind, table, rows)} where ${isSameRow} returning 1`;
  return { what: `rows of ${table} updated`, text, count: rows.length };
}

/**
 * Runs statements that do not read what the others write. PostgreSQL takes them in one journey,
 * and looks at foreign keys when all are done; SQLite runs them in the order given.
 */
export async function runTogether(
  db: WritableQueries,
  statements: readonly RowStatement[],
): Promise<void> {
  const needed = statements.filter(({ count }) => count > 0);
  if (db.kind === 'sqlite' || needed.length === 1) {
    for (const { what, text, count } of needed) {
      const { rows } = await text.execute(db.query);
      checkCount(what, count, rows.length);
    }
    return;
  }
  if (needed.length === 0) return;
  const named = needed.map((statement, index) => ({ ...statement, name: sql.id(`step${index}`) }));
  const steps = sql.join(named.map(({ name, text }) => sql`${name} as (${text})`));
  const counts = sql.join(
    named.map(({ name }) => sql`(select cast(count(*) as int) from ${name}) as ${name}`),
  );
  const { rows } = await sql<Record<string, number>>`with ${steps} select ${counts}`.execute(
    db.query,
  );
  for (const [index, { what, count }] of needed.entries()) {
    checkCount(what, count, rows[0]?.[`step${index}`] ?? 0);
  }
}

const checkCount = (what: string, expected: number, found: number): void =>
  assert(found === expected, `expected ${expected} ${what}, got ${found}`);

/** Inserts rows in the order given; any conflict is an error. */
export const insertRows = <Name extends Table>(
  db: WritableQueries,
  table: Name,
  columns: readonly Column<Name>[],
  rows: readonly Insertable<CloudSchema[Name]>[],
): Promise<void> => runTogether(db, [insertStatement(db.kind, table, columns, rows)]);

/** `column in (values)` whose text does not depend on how many values there are. */
export const isOneOf = (
  kind: DatabaseKind,
  column: string,
  values: readonly string[],
): Expression<SqlBool> =>
  kind === 'sqlite'
    ? sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql<SqlBool>`${sql.ref(column)} = any(${values}::text[])`;
