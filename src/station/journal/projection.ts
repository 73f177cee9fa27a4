import type { Instant } from '../../shared/time.ts';
import type { EntryId } from '../../shared/ids.ts';
import type { WritableDb } from './database.ts';

/** An entry as projections see it: `body` is the parsed canonical JSON. */
export type ProjectedEntry = {
  readonly seq: number;
  readonly id: EntryId;
  readonly kind: string;
  readonly at: Instant;
  readonly body: unknown;
};

/**
 * Tables that answer questions without reading entries. They are written in the transaction of
 * the append, and can be thrown away and rebuilt at any time: `apply` may look only at the entry
 * and at its own tables, never at a clock, an id maker or a file.
 *
 * How to add one: 1. name it and write its tables; 2. write `apply` for the kinds it knows and let
 * the others pass; 3. put it in the list given to `openJournal`; 4. test it through an append and
 * `compareProjections`.
 */
export type Projection = {
  readonly name: string;
  /** DDL of its tables and indexes; run once, then at each rebuild. */
  readonly tables: string;
  readonly apply: (db: WritableDb, entry: ProjectedEntry) => void;
};
