import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { genesisHead, makeEntry } from '../../../src/domain/journal/chain.ts';
import { toId } from '../../../src/shared/ids.ts';
import { sha256 } from '../../../src/shared/node/crypto.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { JournalFault } from '../../../src/station/journal/journal-report.ts';
import {
  OTHER_KEY,
  SEALED_MS,
  STATION,
  check,
  copyPlace,
  faultsAtStart,
  makePlace,
  makeSales,
  open,
  saleDraft,
  tamper,
} from './made-journal.ts';
import type { Place } from './made-journal.ts';

const changeByte = (column: string, seq: number) => (db: Database.Database) => {
  const bytes = db
    .prepare(`SELECT CAST(${column} AS BLOB) FROM entry WHERE seq = ?`)
    .pluck()
    .get(seq) as Buffer;
  // An id must stay unlike the others; elsewhere the last byte: a version, a zone, a brace.
  const index = column === 'id' ? 0 : bytes.length - 1;
  bytes[index] = bytes[index]! ^ 1;
  const isText = ['id', 'kind', 'at'].includes(column);
  db.prepare(`UPDATE entry SET ${column} = ? WHERE seq = ?`).run(
    isText ? bytes.toString() : bytes,
    seq,
  );
};

let place: Place;
beforeEach(() => {
  place = makeSales(6);
});

describe('a journal whose file was changed', () => {
  it.each<readonly [string, (db: Database.Database) => void, readonly JournalFault[]]>([
    ['one byte of an id', changeByte('id', 4), [{ kind: 'hash-mismatch', seq: 4, fields: ['id'] }]],
    [
      'one byte of a kind',
      changeByte('kind', 4),
      [{ kind: 'field-not-valid', seq: 4, field: 'kind' }],
    ],
    [
      'another kind that may be',
      (db) => void db.exec("UPDATE entry SET kind = 'sale.recorded@2' WHERE seq = 4"),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['kind'] }],
    ],
    [
      'one byte of an instant',
      changeByte('at', 4),
      [{ kind: 'field-not-valid', seq: 4, field: 'at' }],
    ],
    [
      'another minute',
      (db) => void db.exec("UPDATE entry SET at = '2026-11-03T13:31:04.000Z' WHERE seq = 4"),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['at'] }],
    ],
    [
      'one byte of a body',
      changeByte('body', 4),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['body'] }],
    ],
    [
      'the amount in a body',
      (db) =>
        void db.exec(
          "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), '104', '904') AS BLOB) WHERE seq = 4",
        ),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['body'] }],
    ],
    [
      'one byte of a prev',
      changeByte('prev', 4),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['prev'] }],
    ],
    [
      'one byte of a hash',
      changeByte('hash', 4),
      [{ kind: 'hash-mismatch', seq: 4, fields: ['hash'] }],
    ],
    ['one byte of a signature', changeByte('signature', 4), [{ kind: 'bad-signature', seq: 4 }]],
    [
      'one byte of the last signature',
      changeByte('signature', 6),
      [{ kind: 'bad-signature', seq: 6 }],
    ],
    [
      'a seq',
      (db) => void db.exec('UPDATE entry SET seq = 40 WHERE seq = 4'),
      [{ kind: 'out-of-order', seq: 40, belongsAt: 4 }],
    ],
    [
      'two rows swapped',
      (db) =>
        void db.exec(
          'UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 5; UPDATE entry SET seq = 5 WHERE seq = 99',
        ),
      [{ kind: 'swapped', first: 2, second: 5 }],
    ],
    [
      'a middle row removed',
      (db) => void db.exec('DELETE FROM entry WHERE seq = 3'),
      [{ kind: 'missing-entry', from: 3, to: 3 }],
    ],
    [
      'the first rows removed',
      (db) => void db.exec('DELETE FROM entry WHERE seq < 3'),
      [{ kind: 'missing-entry', from: 1, to: 2 }],
    ],
    [
      'the tail cut',
      (db) => void db.exec('DELETE FROM entry WHERE seq > 4'),
      [{ kind: 'tail-cut', sealedSeq: 6, foundSeq: 4 }],
    ],
    [
      'every row removed',
      (db) => void db.exec('DELETE FROM entry'),
      [{ kind: 'tail-cut', sealedSeq: 6, foundSeq: 0 }],
    ],
    ['a forged row appended', forge, [{ kind: 'forged', seq: 7 }]],
    [
      'a row duplicated, its constraints taken away',
      duplicate,
      [
        { kind: 'schema-changed', object: 'entry' },
        { kind: 'duplicate', seq: 7, of: 3 },
      ],
    ],
  ])('%s is found and named, by the check and at the start', (_name, change, faults) => {
    tamper(place, change);
    expect(check(place).faults).toEqual(faults);
    // At the start nobody waits for the search of the byte, so several fields may be named.
    const found = faultsAtStart(place);
    expect(found.map((fault) => fault.kind)).toEqual(faults.map((fault) => fault.kind));
    // Nothing was written by looking: the check says the same again.
    expect(check(place).faults).toEqual(faults);
  });

  it('refuses sales until it is whole again', () => {
    const good = copyPlace(place);
    tamper(place, changeByte('body', 4));
    const journal = open(place);
    expect(journal.refusing()).toBe('chain-broken');
    expect(journal.append([saleDraft(7)])).toMatchObject({
      ok: false,
      error: { code: 'chain-broken' },
    });
    expect(journal.recheck()).toMatchObject({ kind: 'broken' });
    expect(journal.reseal('Ada')).toMatchObject({ kind: 'broken' });
    journal.close();
    copyFileSync(good.options.databasePath, place.options.databasePath);
    const restored = open(place);
    expect(restored.health().kind).toBe('whole');
    unwrap(restored.append([saleDraft(7)]));
  });

  it('has an older copy of the file put back', () => {
    const old = copyPlace(place);
    const journal = open(place);
    for (const number of [7, 8, 9]) unwrap(journal.append([saleDraft(number)]));
    journal.close();
    copyFileSync(old.options.databasePath, place.options.databasePath);
    const faults = [{ kind: 'older-copy', sealedSeq: 9, foundSeq: 6 }];
    expect(check(place).faults).toEqual(faults);
    expect(faultsAtStart(place)).toEqual(faults);
  });

  it('was written anew without the key, hashes, links and all', () => {
    tamper(place, (db) => {
      const rows = db.prepare('SELECT seq, id, at, kind FROM entry ORDER BY seq').all() as {
        seq: number;
        id: string;
        at: string;
        kind: string;
      }[];
      let head = genesisHead(STATION, sha256);
      for (const row of rows) {
        const entry = makeEntry(
          head,
          { kind: row.kind, body: { label: 'Café', number: row.seq, totalCents: 1 } },
          { id: toId<'Entry'>(row.id), at: toInstant(row.at) },
          { sha256, sign: OTHER_KEY.sign },
        );
        db.prepare(
          'UPDATE entry SET body = ?, prev = ?, hash = ?, signature = ? WHERE seq = ?',
        ).run(entry.body, entry.prev, entry.hash, entry.signature, entry.seq);
        head = entry;
      }
    });
    const { faults } = check(place);
    expect(faults.filter((fault) => fault.kind === 'forged')).toHaveLength(6);
    expect(faults).toContainEqual({ kind: 'other-history', seq: 6, by: 'seal' });
    expect(faultsAtStart(place)).not.toEqual([]);
  });

  it('has a projection that was touched', () => {
    tamper(place, (db) => void db.exec('UPDATE takings SET cents = 0'));
    expect(check(place).faults).toEqual([{ kind: 'projection-differs', table: 'takings' }]);
  });

  it('has lost a trigger, or its owner', () => {
    const db = new Database(place.options.databasePath);
    db.exec('DROP TRIGGER entry_never_goes');
    db.close();
    expect(check(place).faults).toEqual([{ kind: 'schema-changed', object: 'entry_never_goes' }]);
    const other = makeSales(2);
    tamper(other, (raw) => void raw.exec('DELETE FROM identity'));
    expect(check(other).faults).toEqual([{ kind: 'identity-missing' }]);
    expect(faultsAtStart(other)).toEqual([{ kind: 'identity-missing' }]);
  });

  it('has bytes of the file overwritten', () => {
    const bytes = readFileSync(place.options.databasePath);
    const at = bytes.indexOf('"totalCents":104');
    bytes.write('"totalCents":904', at);
    writeFileSync(place.options.databasePath, bytes);
    expect(check(place).faults).toEqual([{ kind: 'hash-mismatch', seq: 4, fields: ['body'] }]);
  });

  it('has pages of the file destroyed', () => {
    const bytes = readFileSync(place.options.databasePath);
    bytes.fill(0xa5, 4_096 * 2);
    writeFileSync(place.options.databasePath, bytes);
    expect(check(place).faults.map((fault) => fault.kind)).toContain('database-damaged');
    expect(faultsAtStart(place).map((fault) => fault.kind)).toContain('database-damaged');
  });
});

describe('a seal', () => {
  it.each([0, 1])('with one byte changed in slot %i is named', (slot) => {
    const bytes = readFileSync(place.options.sealPath);
    // Two seals, one in each slot.
    expect(bytes[slot * 4_096]).toBe('T'.charCodeAt(0));
    bytes[slot * 4_096 + 20] = bytes[slot * 4_096 + 20]! ^ 1;
    writeFileSync(place.options.sealPath, bytes);
    expect(check(place).faults).toContainEqual({ kind: 'seal-invalid', slot: slot + 1 });
  });

  it('that is overwritten stops the sales; a manager may have it made anew, which is recorded', () => {
    writeFileSync(place.options.sealPath, Buffer.alloc(8_192, 7));
    expect(check(place).faults).toEqual([{ kind: 'seal-invalid' }]);
    const journal = open(place);
    expect(journal.health()).toEqual({ kind: 'broken', faults: [{ kind: 'seal-invalid' }] });
    expect(journal.recheck().kind).toBe('broken');
    expect(journal.reseal('Ada')).toEqual({ kind: 'whole', notes: [] });
    const [entry] = journal.read(7, 1);
    expect(entry!.kind).toBe('journal.resealed@1');
    expect(JSON.parse(Buffer.from(entry!.body).toString())).toEqual({
      decidedBy: 'Ada',
      faults: ['seal-invalid'],
    });
    unwrap(journal.append([saleDraft(7)]));
    journal.close();
    expect(check(place)).toMatchObject({ sealedSeq: 8, faults: [] });
  });

  it('that is gone stops the sales', () => {
    rmSync(place.options.sealPath);
    expect(check(place).faults).toEqual([{ kind: 'seal-missing' }]);
    expect(faultsAtStart(place)).toEqual([{ kind: 'seal-missing' }]);
  });

  it('of another journal does not fit', () => {
    const other = makeSales(6, makePlace({ key: OTHER_KEY }));
    copyFileSync(other.options.sealPath, place.options.sealPath);
    expect(check(place).faults).toEqual([{ kind: 'seal-invalid' }]);
  });

  it('that was cut while it was written does not stop a start, but is said', () => {
    const journal = open(place);
    unwrap(journal.append([saleDraft(7)]));
    journal.close();
    const bytes = readFileSync(place.options.sealPath);
    const newest = bytes.readBigUInt64BE(16) === 7n ? 0 : 4_096;
    bytes.fill(0, newest + 128, newest + 256);
    writeFileSync(place.options.sealPath, bytes);
    const restarted = open(place);
    expect(restarted.health()).toEqual({
      kind: 'whole',
      notes: [
        { kind: 'ahead-of-seal', sealedSeq: 6, foundSeq: 7 },
        { kind: 'seal-slot-damaged', slot: newest / 4_096 + 1 },
      ],
    });
    restarted.close();
    expect(check(place)).toMatchObject({ sealedSeq: 7, faults: [], notes: [] });
  });

  it('that a power cut took back by some appends does not stop a start', () => {
    const before = readFileSync(place.options.sealPath);
    const journal = open(place);
    for (let number = 7; number <= 60; number += 1) unwrap(journal.append([saleDraft(number)]));
    journal.close();
    writeFileSync(place.options.sealPath, before);
    const restarted = open(place);
    expect(restarted.health()).toEqual({
      kind: 'whole',
      notes: [{ kind: 'ahead-of-seal', sealedSeq: 6, foundSeq: 60 }],
    });
  });

  it('that is older than any power cut explains is a fault', () => {
    const before = readFileSync(place.options.sealPath);
    const journal = open(place);
    for (let number = 7; number <= 500; number += 1) unwrap(journal.append([saleDraft(number)]));
    journal.close();
    writeFileSync(place.options.sealPath, before);
    const faults = [{ kind: 'older-seal', sealedSeq: 6, foundSeq: 500 }];
    expect(check(place).faults).toEqual(faults);
    expect(faultsAtStart(place)).toEqual(faults);
  });
});

describe('a journal that is changed while the station runs', () => {
  it('refuses the next append when its tail was cut', async () => {
    const journal = open(place);
    unwrap(journal.append([saleDraft(7)]));
    await wait(SEALED_MS);
    tamper(place, (db) => void db.exec('DELETE FROM entry WHERE seq > 5'));
    expect(journal.append([saleDraft(8)])).toMatchObject({
      ok: false,
      error: { code: 'chain-broken' },
    });
    expect(journal.health()).toMatchObject({
      kind: 'broken',
      faults: [
        { kind: 'head-moved', writtenSeq: 7, foundSeq: 5 },
        { kind: 'tail-missing', sealedSeq: 7, foundSeq: 5 },
      ],
    });
    expect(journal.refusing()).toBe('chain-broken');
  });

  it.each<readonly [string, (path: string) => void]>([
    ['changed', (path) => writeFileSync(path, readFileSync(path).fill(1, 40, 41))],
    ['removed', (path) => rmSync(path)],
    [
      'replaced',
      (path) => {
        const bytes = readFileSync(path);
        rmSync(path);
        writeFileSync(path, bytes);
      },
    ],
  ])('refuses the next append when the seal was %s', async (_name, change) => {
    const journal = open(place);
    unwrap(journal.append([saleDraft(7)]));
    await wait(SEALED_MS);
    change(place.options.sealPath);
    expect(journal.append([saleDraft(8)])).toMatchObject({
      ok: false,
      error: { code: 'chain-broken' },
    });
    expect(journal.health()).toMatchObject({ kind: 'broken' });
    expect(JSON.stringify(journal.health())).toContain('seal-changed');
    expect(journal.count()).toBe(7);
  });

  it('refuses the next append when an older copy was put in its place', async () => {
    const old = copyPlace(place);
    const journal = open(place);
    unwrap(journal.append([saleDraft(7)]));
    await wait(SEALED_MS);
    rmSync(place.options.databasePath);
    copyFileSync(old.options.databasePath, place.options.databasePath);
    expect(journal.append([saleDraft(8)])).toMatchObject({
      ok: false,
      error: { code: 'chain-broken' },
    });
    expect(journal.health()).toEqual({ kind: 'broken', faults: [{ kind: 'database-replaced' }] });
    expect(journal.recheck().kind).toBe('broken');
    expect(journal.reseal('Ada').kind).toBe('broken');
  });

  it('finds a change in the middle when everything is checked in the background', async () => {
    const journal = open(place);
    expect(unwrap(await journal.checkInBackground())).toMatchObject({ entries: 6, faults: [] });
    expect(journal.refusing()).toBeNull();
    tamper(place, changeByte('body', 2));
    const report = unwrap(await journal.checkInBackground());
    expect(report.faults).toEqual([{ kind: 'hash-mismatch', seq: 2, fields: ['body'] }]);
    expect(journal.refusing()).toBe('chain-broken');
  });

  it('can be checked by somebody else while it sells', () => {
    const journal = open(place);
    unwrap(journal.append([saleDraft(7)]));
    expect(check(place)).toMatchObject({ entries: 7, faults: [] });
    unwrap(journal.append([saleDraft(8)]));
    expect(journal.health().kind).toBe('whole');
  });
});

/** A row that fits in everything but the key. */
function forge(db: Database.Database): void {
  const last = db.prepare('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1').get() as {
    seq: number;
    hash: Buffer;
  };
  const entry = makeEntry(
    last,
    saleDraft(7),
    {
      id: toId<'Entry'>('0199f2a0-7b1c-7000-8000-00000000ffff'),
      at: toInstant('2026-11-03T13:40:00.000Z'),
    },
    { sha256, sign: OTHER_KEY.sign },
  );
  const { seq, id, kind, at, body, prev, hash, signature } = entry;
  db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    seq,
    id,
    kind,
    at,
    body,
    prev,
    hash,
    signature,
  );
}

function duplicate(db: Database.Database): void {
  db.exec(`
    CREATE TABLE loose(seq INTEGER PRIMARY KEY, id, kind, at, body, prev, hash, signature);
    INSERT INTO loose SELECT * FROM entry;
    INSERT INTO loose SELECT 7, id, kind, at, body, prev, hash, signature FROM entry WHERE seq = 3;
    DROP TABLE entry;
    ALTER TABLE loose RENAME TO entry;
  `);
}
