import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headTextToSign } from '../../../src/contract/sync/signed-request.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { openJournal } from '../../../src/station/journal/journal.ts';
import type { Journal } from '../../../src/station/journal/journal.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import {
  OTHER_KEY as CLOUD_KEY,
  KEY,
  SEALED_MS,
  STATION,
  cashDraft,
  check,
  makePlace,
  makeSales,
  open,
  saleDraft,
} from './made-journal.ts';
import { TEST_PROJECTIONS } from './test-projections.ts';

describe('an append', () => {
  it('gives the entries back as they are read, numbered without a gap', () => {
    const journal = open(makePlace());
    const first = unwrap(journal.append([saleDraft(1), cashDraft(101)]));
    const second = unwrap(journal.append([saleDraft(2)]));
    expect([...first, ...second].map((entry) => entry.seq)).toEqual([1, 2, 3]);
    expect(journal.head()).toEqual({ seq: 3, hash: second[0]!.hash });
    expect(journal.count()).toBe(3);
    const read = journal.read(1, 10);
    expect(read.map(({ seq, kind }) => ({ seq, kind }))).toEqual([
      { seq: 1, kind: 'sale.recorded@1' },
      { seq: 2, kind: 'drawer.moved@1' },
      { seq: 3, kind: 'sale.recorded@1' },
    ]);
    expect(Buffer.from(read[2]!.prev)).toEqual(Buffer.from(first[1]!.hash));
    expect(journal.read(2, 1)).toHaveLength(1);
  });

  it('goes on after a restart, with the same projections', () => {
    const place = makeSales(3);
    const journal = open(place);
    expect(journal.health()).toEqual({ kind: 'whole', notes: [] });
    expect(unwrap(journal.append([saleDraft(4)]))[0]!.seq).toBe(4);
    expect(journal.database.prepare('SELECT cents FROM takings').pluck().get()).toBe(410);
    journal.close();
    expect(check(place)).toMatchObject({ entries: 4, sound: 4, sealedSeq: 4, faults: [] });
  });

  it('writes all of a batch or nothing: a projection that fails takes the entries with it', () => {
    const place = makePlace();
    const journal = open(place);
    unwrap(journal.append([saleDraft(1)]));
    // The second sale has the number of the first: the projection's own constraint throws.
    expect(() => journal.append([cashDraft(5), saleDraft(1)])).toThrow(/UNIQUE/);
    expect(journal.count()).toBe(1);
    expect(journal.database.prepare('SELECT count(*) FROM drawer_move').pluck().get()).toBe(0);
    unwrap(journal.append([saleDraft(2)]));
    journal.close();
    expect(check(place).faults).toEqual([]);
  });

  it.each([
    ['a fraction', { cents: 0.5 }],
    ['a number past 2^53', { cents: 2 ** 60 }],
  ])('with %s is a bug: it throws and writes nothing', (_name, body) => {
    const journal = open(makePlace());
    expect(() => journal.append([saleDraft(1), { kind: 'sale.recorded@1', body }])).toThrow(
      /whole/,
    );
    expect(() => journal.append([])).toThrow(/1 to 100/);
    expect(journal.count()).toBe(0);
    expect(journal.refusing()).toBeNull();
  });

  it('is refused once the journal is closed', () => {
    const journal = open(makePlace());
    journal.close();
    expect(journal.append([saleDraft(1)])).toMatchObject({ ok: false, error: { code: 'closed' } });
  });

  it('seals its head soon after, and at once when the journal closes', async () => {
    const place = makePlace();
    const journal = open(place);
    unwrap(journal.append([saleDraft(1)]));
    await wait(SEALED_MS);
    expect(check(place)).toMatchObject({ sealedSeq: 1, faults: [], notes: [] });
    unwrap(journal.append([saleDraft(2)]));
    journal.close();
    expect(check(place)).toMatchObject({ sealedSeq: 2, faults: [], notes: [] });
  });

  it('leaves projections equal to their rebuild, whatever was appended', () => {
    const step = fc.array(fc.constantFrom('sale', 'cash'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (batches) => {
        const place = makePlace();
        const journal = unwrap(openJournal(place.options));
        let number = 0;
        for (const batch of batches) {
          const drafts = batch.map((kind) => {
            number += 1;
            return kind === 'sale' ? saleDraft(number) : cashDraft(number);
          });
          unwrap(journal.append(drafts));
        }
        expect(compareProjections(journal.database, TEST_PROJECTIONS)).toEqual([]);
        journal.close();
        expect(check(place)).toMatchObject({ entries: number, sound: number, faults: [] });
      }),
      { numRuns: 15 },
    );
  });
});

describe('the database', () => {
  const raw = (journal: Journal, sql: string): void => {
    const db = new Database(journal.database.name);
    try {
      db.exec(sql);
    } finally {
      db.close();
    }
  };

  it.each([
    ['an update', 'UPDATE entry SET kind = kind', /never changed/],
    ['a deletion', 'DELETE FROM entry WHERE seq = 2', /never deleted/],
    ['a deletion of all', 'DELETE FROM entry', /never deleted/],
    [
      'a replacement',
      "INSERT OR REPLACE INTO entry SELECT seq, id, 'sale.recorded@9', at, body, prev, hash, signature FROM entry WHERE seq = 2",
      /only follows/,
    ],
    [
      'a replacement by the same id under a new seq',
      "INSERT OR REPLACE INTO entry SELECT 4, id, kind, at, body, (SELECT hash FROM entry WHERE seq = 3), x'01', signature FROM entry WHERE seq = 2",
      /only follows/,
    ],
    [
      'a row that does not follow the last one',
      "INSERT INTO entry SELECT 9, 'x', kind, at, body, x'00', x'01', signature FROM entry WHERE seq = 2",
      /only follows/,
    ],
    ['another owner', "UPDATE identity SET public_key = ''", /never changed/],
    ['no owner', 'DELETE FROM identity', /never deleted/],
  ])('refuses %s in raw SQL', (_name, sql, message) => {
    const journal = open(makeSales(3));
    expect(() => raw(journal, sql)).toThrow(message);
    expect(journal.read(1, 10)).toHaveLength(3);
  });

  it('gives a connection that cannot write', () => {
    const journal = open(makeSales(1));
    expect(() => journal.database.exec('DELETE FROM sale')).toThrow(/readonly/);
  });

  it('waits for the disk at each commit, in a log beside the file', () => {
    const journal = open(makeSales(1));
    const db = new Database(journal.database.name);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });
});

describe('a countersignature', () => {
  const signHead = (
    head: { readonly seq: number; readonly hash: Uint8Array },
    key = CLOUD_KEY,
  ) => ({
    ...head,
    cloudSignature: key.sign(
      Buffer.from(headTextToSign(STATION, head.seq, Buffer.from(head.hash).toString('hex'))),
    ),
    cloudPublicKey: Buffer.from(CLOUD_KEY.publicKeyHex, 'hex'),
  });

  it('is kept in the seal and read again at the next start', () => {
    const place = makeSales(3);
    const journal = open(place);
    const signed = signHead(journal.head());
    expect(journal.recordCountersignature(signed)).toEqual({ ok: true, value: null });
    unwrap(journal.append([saleDraft(4)]));
    journal.close();
    expect(check(place)).toMatchObject({ countersignedSeq: 3, sealedSeq: 4, faults: [] });
    expect(open(place).countersignature()?.seq).toBe(3);
  });

  it('is refused for a head that is not ours, or when the cloud did not sign it', () => {
    const journal = open(makeSales(3));
    const head = journal.head();
    const other = signHead({ seq: 3, hash: new Uint8Array(32) });
    expect(journal.recordCountersignature(other)).toEqual({ ok: false, error: 'unknown-head' });
    expect(journal.recordCountersignature(signHead({ ...head, seq: 9 }))).toEqual({
      ok: false,
      error: 'unknown-head',
    });
    expect(journal.recordCountersignature(signHead(head, KEY))).toEqual({
      ok: false,
      error: 'signature-wrong',
    });
    expect(journal.countersignature()).toBeUndefined();
  });
});
