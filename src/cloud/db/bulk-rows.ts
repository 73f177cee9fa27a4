import { sql } from 'kysely';
import type { Expression, Insertable, Kysely, SqlBool } from 'kysely';
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

/** Inserts rows in the order given; any conflict is an error. */
export async function insertRows<Name extends Table>(
  db: WritableQueries,
  table: Name,
  columns: readonly Column<Name>[],
  rows: readonly Insertable<CloudSchema[Name]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = sql.join(columns.map((column) => sourceColumn(db.kind, column)));
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.id(column)))})
    select ${values} from ${rowSource(db.kind, table, rows)} where true`.execute(db.query);
}

/** Sets columns of rows found by their key columns; every row must exist. */
export async function updateRows<Name extends Table>(
  db: WritableQueries,
  table: Name,
  keys: readonly Column<Name>[],
  columns: readonly Column<Name>[],
  rows: readonly Partial<CloudSchema[Name]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const sets = sql.join(
    columns.map((column) => sql`${sql.id(column)} = ${sourceColumn(db.kind, column)}`),
  );
  const isSameRow = sql.join(
    keys.map((key) => sql`${sql.id(table, key)} = ${sourceColumn(db.kind, key)}`),
    sql` and `,
  );
  const result = await sql`update ${sql.table(table)} set ${sets}
    from ${rowSource(db.kind, table, rows)} where ${isSameRow}`.execute(db.query);
  assert(
    result.numAffectedRows === BigInt(rows.length),
    `expected ${rows.length} rows of ${table} updated, got ${result.numAffectedRows}`,
  );
}

/** `column in (values)` whose text does not depend on how many values there are. */
export const isOneOf = (
  kind: DatabaseKind,
  column: string,
  values: readonly string[],
): Expression<SqlBool> =>
  kind === 'sqlite'
    ? sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`
    : sql<SqlBool>`${sql.ref(column)} = any(${values}::text[])`;
