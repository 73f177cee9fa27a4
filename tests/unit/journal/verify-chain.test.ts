import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryHashInput } from '../../../src/domain/journal/chain.ts';
import type { Entry } from '../../../src/domain/journal/chain.ts';
import type { ChainFault } from '../../../src/domain/journal/chain-report.ts';
import { verifyChain } from '../../../src/domain/journal/verify-chain.ts';
import { utf8Encode } from '../../../src/domain/journal/utf8.ts';
import { sha256 } from '../../../src/shared/node/crypto.ts';
import type { Instant } from '../../../src/shared/time.ts';
import {
  GENESIS,
  KEY,
  OTHER_KEY,
  entryIdAt,
  expecting,
  headOf,
  makeChain,
  nextEntry,
  saleDraft,
  withChangedByte,
} from './made-chain.ts';

const whole = makeChain(10);
const sealed = headOf(whole);

/** The faults of a tampered copy of the ten entries, whose seal is still the old one. */
const faultsOf = (entries: readonly Entry[]): readonly ChainFault[] =>
  verifyChain(entries, expecting(sealed)).faults;

const changing = (seq: number, change: Partial<Entry>): Entry[] =>
  whole.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry));

const rehashed = (entry: Entry): Entry => ({ ...entry, hash: sha256(entryHashInput(entry)) });

describe('a whole chain', () => {
  it('has no fault', () => {
    const report = verifyChain(whole, expecting(sealed));
    expect(report).toMatchObject({ entries: 10, sound: 10, headSeq: 10, faults: [], notes: [] });
  });

  it('may be empty', () => {
    expect(verifyChain([], expecting(GENESIS)).faults).toEqual([]);
  });

  it('may be checked from any head on, as an upload is', () => {
    const start = headOf(whole.slice(0, 6));
    expect(verifyChain(whole.slice(6), expecting(sealed, { start })).faults).toEqual([]);
    expect(verifyChain(whole.slice(7), expecting(sealed, { start })).faults).toEqual([
      { kind: 'missing-entry', from: 7, to: 7 },
    ]);
  });

  it('may be ahead of its seal by what a power cut explains, and no more', () => {
    const behind = headOf(whole.slice(0, 7));
    const near = verifyChain(whole, expecting(behind, { sealLagMax: 3 }));
    expect(near.faults).toEqual([]);
    expect(near.notes).toEqual([{ kind: 'ahead-of-seal', sealedSeq: 7, foundSeq: 10 }]);
    expect(verifyChain(whole, expecting(behind, { sealLagMax: 2 })).faults).toEqual([
      { kind: 'older-seal', sealedSeq: 7, foundSeq: 10 },
    ]);
  });

  it('says when the clock went back, which is no fault', () => {
    const early = { ...makeChain(2)[1]!, at: '2026-11-03T13:29:59.000Z' as Instant };
    const entries = [whole[0]!, { ...rehashed(early), signature: new Uint8Array(64) }];
    const signed = { ...entries[1]!, signature: KEY.sign(entries[1]!.hash) };
    const report = verifyChain([entries[0]!, signed], expecting(headOf([signed])));
    expect(report.faults).toEqual([]);
    expect(report.notes).toEqual([{ kind: 'time-went-back', seq: 2, byMs: 2_000 }]);
  });
});

describe('one byte changed', () => {
  const entry = whole[4]!;
  it.each<readonly [string, Partial<Entry>, ChainFault]>([
    [
      'id',
      { id: entryIdAt(99) },
      { kind: 'hash-mismatch', seq: 5, fields: ['id', 'kind', 'at', 'body'] },
    ],
    [
      'id by one byte',
      { id: `1${entry.id.slice(1)}` as Entry['id'] },
      { kind: 'hash-mismatch', seq: 5, fields: ['id'] },
    ],
    [
      'id, no longer one',
      { id: `x${entry.id.slice(1)}` as Entry['id'] },
      { kind: 'field-not-valid', seq: 5, field: 'id' },
    ],
    ['kind', { kind: 'sale.recorded@2' }, { kind: 'hash-mismatch', seq: 5, fields: ['kind'] }],
    [
      'at',
      { at: entry.at.replace('13:', '14:') as Instant },
      { kind: 'hash-mismatch', seq: 5, fields: ['at'] },
    ],
    [
      'body',
      { body: utf8Encode(text(entry).replace('250', '950')) },
      { kind: 'hash-mismatch', seq: 5, fields: ['body'] },
    ],
    [
      'body, no longer canonical',
      { body: withChangedByte(entry.body, 0) },
      { kind: 'hash-mismatch', seq: 5, fields: ['body'] },
    ],
    [
      'prev',
      { prev: withChangedByte(entry.prev, 31) },
      { kind: 'hash-mismatch', seq: 5, fields: ['prev'] },
    ],
    [
      'hash',
      { hash: withChangedByte(entry.hash, 0) },
      { kind: 'hash-mismatch', seq: 5, fields: ['hash'] },
    ],
    [
      'signature',
      { signature: withChangedByte(entry.signature, 63) },
      { kind: 'bad-signature', seq: 5 },
    ],
    [
      'signature, cut short',
      { signature: entry.signature.subarray(1) },
      { kind: 'field-not-valid', seq: 5, field: 'signature' },
    ],
  ])('in %s is found and named', (_field, change, fault) => {
    expect(faultsOf(changing(5, change))).toEqual([fault]);
  });

  it('in seq is found: the row belongs where its content says', () => {
    expect(faultsOf(sorted(changing(5, { seq: 1_005 })))).toEqual([
      { kind: 'out-of-order', seq: 1_005, belongsAt: 5 },
    ]);
  });

  it('in the signature of the last entry is told from a forged entry by the seal', () => {
    const changed = changing(10, { signature: withChangedByte(whole[9]!.signature, 0) });
    expect(faultsOf(changed)).toEqual([{ kind: 'bad-signature', seq: 10 }]);
    expect(verifyChain(changed, expecting(undefined)).faults).toEqual([
      { kind: 'forged', seq: 10 },
    ]);
  });

  it('leaves the others valid, and says how many come after the break', () => {
    const report = verifyChain(changing(5, { kind: 'sale.recorded@2' }), expecting(sealed));
    expect(report).toMatchObject({ entries: 10, sound: 9, soundAfterBreak: 5 });
  });
});

describe('entries moved, copied, removed or added', () => {
  it('names two rows that were swapped', () => {
    const swapped = changing(3, { ...whole[6]!, seq: 3 }).map((entry) =>
      entry.seq === 7 ? { ...whole[2]!, seq: 7 } : entry,
    );
    expect(faultsOf(swapped)).toEqual([{ kind: 'swapped', first: 3, second: 7 }]);
  });

  it('names two neighbours that were swapped', () => {
    const swapped = changing(6, { ...whole[6]!, seq: 6 }).map((entry) =>
      entry.seq === 7 && entry.id === whole[6]!.id ? { ...whole[5]!, seq: 7 } : entry,
    );
    expect(faultsOf(sorted(swapped.map((entry, index) => ({ ...entry, seq: index + 1 }))))).toEqual(
      [{ kind: 'swapped', first: 6, second: 7 }],
    );
  });

  it('names a row given after a later one', () => {
    const given = [...whole.slice(0, 3), whole[4]!, whole[3]!, ...whole.slice(5)];
    expect(faultsOf(given)).toEqual([{ kind: 'out-of-order', seq: 4, belongsAt: 4 }]);
  });

  it('names the entries that are gone from the middle', () => {
    const cut = whole.filter((entry) => entry.seq !== 4 && entry.seq !== 5 && entry.seq !== 8);
    expect(faultsOf(cut)).toEqual([
      { kind: 'missing-entry', from: 4, to: 5 },
      { kind: 'missing-entry', from: 8, to: 8 },
    ]);
  });

  it('names the entry that is gone when the rest was numbered again', () => {
    const renumbered = whole
      .filter((entry) => entry.seq !== 4)
      .map((entry, index) => ({ ...entry, seq: index + 1 }));
    const faults = faultsOf(renumbered);
    expect(faults).toContainEqual({ kind: 'missing-entry', from: 4, to: 4 });
    expect(faults).toContainEqual({ kind: 'out-of-order', seq: 4, belongsAt: 5 });
    expect(faults).toHaveLength(7);
  });

  it('names the first entries when they are gone', () => {
    expect(faultsOf(whole.slice(2))).toEqual([{ kind: 'missing-entry', from: 1, to: 2 }]);
  });

  it('finds that the end is missing by the seal', () => {
    const rest = whole.slice(0, 8);
    expect(faultsOf(rest)).toEqual([{ kind: 'tail-missing', sealedSeq: 10, foundSeq: 8 }]);
    expect(faultsOf([])).toEqual([{ kind: 'tail-missing', sealedSeq: 10, foundSeq: 0 }]);
  });

  it('finds that the end is missing by the countersignature alone when the seal is gone', () => {
    const report = verifyChain(whole.slice(0, 8), expecting(undefined, { countersigned: sealed }));
    expect(report.faults).toEqual([{ kind: 'tail-missing', sealedSeq: 10, foundSeq: 8 }]);
  });

  it('names the entry where another history begins after an older copy was used again', () => {
    const other = whole.slice(0, 8);
    other.push(nextEntry(headOf(other), saleDraft(77)));
    other.push(nextEntry(headOf(other), saleDraft(78)));
    expect(faultsOf(other)).toEqual([{ kind: 'other-history', seq: 10, by: 'seal' }]);
    const countersigned = headOf(whole.slice(0, 9));
    expect(verifyChain(other, expecting(headOf(other), { countersigned })).faults).toEqual([
      { kind: 'other-history', seq: 9, by: 'cloud' },
    ]);
  });

  it('names a forged entry at the end', () => {
    const forged = nextEntry(sealed, saleDraft(11), OTHER_KEY);
    expect(faultsOf([...whole, forged])).toEqual([{ kind: 'forged', seq: 11 }]);
  });

  it('names a forged entry in the middle and the link that it breaks', () => {
    const forged = rehashed({ ...whole[4]!, body: utf8Encode('{"totalCents":1}') });
    const signed = { ...forged, signature: OTHER_KEY.sign(forged.hash) };
    expect(faultsOf(changing(5, signed))).toEqual([
      { kind: 'forged', seq: 5 },
      { kind: 'broken-link', seq: 6 },
    ]);
  });

  it('names every entry of a chain that was written anew without the key', () => {
    const anew: Entry[] = [];
    for (let seq = 1; seq <= 10; seq += 1) {
      anew.push(nextEntry(headOf(anew), saleDraft(seq + 50), OTHER_KEY));
    }
    const faults = faultsOf(anew);
    expect(faults.filter((fault) => fault.kind === 'forged')).toHaveLength(10);
    expect(faults).toContainEqual({ kind: 'other-history', seq: 10, by: 'seal' });
  });

  it('names a copied row, under the same seq and under a new one', () => {
    expect(faultsOf([...whole.slice(0, 5), whole[4]!, ...whole.slice(5)])).toEqual([
      { kind: 'duplicate', seq: 5, of: 5 },
    ]);
    expect(faultsOf([...whole, { ...whole[4]!, seq: 11 }])).toEqual([
      { kind: 'duplicate', seq: 11, of: 5 },
    ]);
    expect(faultsOf(changing(7, { ...whole[1]!, seq: 7 }))).toEqual([
      { kind: 'duplicate', seq: 7, of: 2 },
      { kind: 'missing-entry', from: 7, to: 7 },
    ]);
  });

  it('names a body that was signed without being canonical', () => {
    const loose = rehashed({ ...nextEntry(sealed, saleDraft(11)), body: utf8Encode('{ }') });
    const entries = [...whole, { ...loose, signature: KEY.sign(loose.hash) }];
    expect(verifyChain(entries, expecting(headOf(entries))).faults).toEqual([
      { kind: 'body-not-canonical', seq: 11 },
    ]);
  });

  it('names each of several faults', () => {
    const tampered = whole
      .filter((entry) => entry.seq !== 9)
      .map((entry) => (entry.seq === 2 ? { ...entry, kind: 'sale.recorded@3' } : entry))
      .map((entry) => (entry.seq === 5 ? { ...entry, signature: new Uint8Array(64) } : entry));
    expect(faultsOf(tampered)).toEqual([
      { kind: 'hash-mismatch', seq: 2, fields: ['kind'] },
      { kind: 'bad-signature', seq: 5 },
      { kind: 'missing-entry', from: 9, to: 9 },
    ]);
  });

  it('finds what the hashes alone show when signatures are not looked at', () => {
    const { verify: _verify, ...hashesOnly } = expecting(sealed);
    expect(verifyChain(whole, hashesOnly).faults).toEqual([]);
    const changed = changing(5, { hash: withChangedByte(whole[4]!.hash, 3) });
    expect(verifyChain(changed, hashesOnly).faults).toEqual([
      { kind: 'hash-mismatch', seq: 5, fields: ['hash'] },
    ]);
  });
});

describe('any chain', () => {
  const drafts = fc.array(
    fc.record({
      kind: fc.constantFrom('sale.recorded@1', 'staff.signed-in@1', 'basket.line-set@2'),
      body: fc.dictionary(fc.string(), fc.oneof(fc.maxSafeInteger(), fc.string()), { maxKeys: 4 }),
    }),
    { minLength: 2, maxLength: 12 },
  );

  it('is whole as it was made, and any single change is found', () => {
    const mutations = fc.record({
      row: fc.nat(),
      what: fc.constantFrom(
        'seq',
        'id',
        'kind',
        'at',
        'body',
        'prev',
        'hash',
        'signature',
        'remove',
        'swap',
        'copy',
        'append',
      ),
      byte: fc.nat(),
      change: fc.integer({ min: 1, max: 255 }),
    });
    fc.assert(
      fc.property(drafts, mutations, (list, mutation) => {
        const entries = chainOf(list);
        const expected = expecting(headOf(entries), { searchesChangedByte: false });
        expect(verifyChain(entries, expected).faults).toEqual([]);
        const mutated = mutate(entries, mutation);
        expect(verifyChain(mutated, expected).faults).not.toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

type Mutation = {
  readonly row: number;
  readonly what: string;
  readonly byte: number;
  readonly change: number;
};

function mutate(entries: readonly Entry[], { row, what, byte, change }: Mutation): Entry[] {
  const index = row % entries.length;
  const entry = entries[index]!;
  const put = (changed: Partial<Entry>): Entry[] => entries.with(index, { ...entry, ...changed });
  const bytes = (field: Uint8Array): Uint8Array =>
    withChangedByte(field, byte % field.length, change);
  const chars = (field: string): string =>
    Buffer.from(bytes(Buffer.from(field, 'latin1'))).toString('latin1');
  switch (what) {
    case 'seq':
      return sorted(put({ seq: entry.seq + entries.length + change }));
    case 'id':
      return put({ id: chars(entry.id) as Entry['id'] });
    case 'kind':
      return put({ kind: chars(entry.kind) });
    case 'at':
      return put({ at: chars(entry.at) as Instant });
    case 'body':
    case 'prev':
    case 'hash':
    case 'signature':
      return put({ [what]: bytes(entry[what]) });
    case 'remove':
      return entries.toSpliced(index, 1);
    case 'copy':
      return [...entries, { ...entry, seq: entries.length + 1 }];
    case 'swap': {
      const other = (index + 1 + (change % (entries.length - 1))) % entries.length;
      const twin = entries[other]!;
      return entries
        .with(index, { ...twin, seq: entry.seq })
        .with(other, { ...entry, seq: twin.seq });
    }
    default:
      return [...entries, nextEntry(headOf(entries), saleDraft(1), OTHER_KEY)];
  }
}

const sorted = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((left, right) => left.seq - right.seq);

function text(entry: Entry): string {
  return new TextDecoder().decode(entry.body);
}

function chainOf(
  list: readonly { kind: string; body: Readonly<Record<string, number | string>> }[],
): Entry[] {
  const entries: Entry[] = [];
  for (const draft of list) entries.push(nextEntry(headOf(entries), draft));
  return entries;
}
