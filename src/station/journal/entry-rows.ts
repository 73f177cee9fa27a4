import type { ChainHead, Entry } from '../../domain/journal/chain.ts';
import { utf8Decode } from '../../domain/journal/utf8.ts';
import { assert } from '../../shared/assert.ts';
import type { StationId } from '../../shared/ids.ts';
import type { ReadableDb } from './database.ts';
import type { ProjectedEntry } from './projection.ts';

const COLUMNS = 'seq, id, kind, at, body, prev, hash, signature';

type Row = readonly [unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown];

/** Entries from a seq on, in order, read one by one. Close the connection or finish before writing on it. */
export function* iterateEntries(db: ReadableDb, fromSeq: number): Generator<Entry> {
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM entry WHERE seq >= ? ORDER BY seq`)
    .raw()
    .iterate(fromSeq) as IterableIterator<Row>;
  for (const row of rows) yield entryOf(row);
}

export function readEntries(db: ReadableDb, fromSeq: number, limit: number): readonly Entry[] {
  const rows = db
    .prepare(`SELECT ${COLUMNS} FROM entry WHERE seq >= ? ORDER BY seq LIMIT ?`)
    .raw()
    .all(fromSeq, limit) as Row[];
  return rows.map(entryOf);
}

/** The last row as it stands; undefined while there is none. */
export function readHead(db: ReadableDb): ChainHead | undefined {
  const row = db.prepare('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1').raw().get() as
    readonly [unknown, unknown] | undefined;
  return row === undefined ? undefined : { seq: Number(row[0]), hash: bytesOf(row[1]) };
}

export type Identity = { readonly stationId: StationId; readonly publicKeyHex: string };

/** Whose journal the file says it is; undefined when that row is gone. */
export function readIdentity(db: ReadableDb): Identity | undefined {
  const row = db
    .prepare(
      'SELECT station_id AS stationId, public_key AS publicKeyHex FROM identity WHERE one = 1',
    )
    .get();
  return row as Identity | undefined;
}

/** The entry as projections get it, in an append and in a rebuild alike. */
export function toProjected({ seq, id, kind, at, body }: Entry): ProjectedEntry {
  const text = utf8Decode(body);
  assert(text !== undefined, `the body of entry ${seq} is not text`);
  return { seq, id, kind, at, body: JSON.parse(text) as unknown };
}

/** Somebody may have rebuilt the table with other types: what is not a blob or text is then not valid, not a crash. */
function entryOf(row: Row): Entry {
  const [seq, id, kind, at, body, prev, hash, signature] = row;
  return {
    seq: typeof seq === 'number' ? seq : Number.NaN,
    id: textOf(id) as Entry['id'],
    kind: textOf(kind),
    at: textOf(at) as Entry['at'],
    body: bytesOf(body),
    prev: bytesOf(prev),
    hash: bytesOf(hash),
    signature: bytesOf(signature),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const bytesOf = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array(0);
