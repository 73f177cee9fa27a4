import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  BODY_BYTES_MAX,
  entryHashInput,
  genesisHead,
  joinFields,
  makeEntry,
} from '../../../src/domain/journal/chain.ts';
import type { Entry } from '../../../src/domain/journal/chain.ts';
import { toId } from '../../../src/shared/ids.ts';
import { sha256 } from '../../../src/shared/node/crypto.ts';
import { GENESIS, KEY, STATION, makeChain, nextEntry, saleDraft, stampAt } from './made-chain.ts';

/** The format as docs/journal.md tells it, written a second time with nothing of ours. */
function hashByTheBook(entry: ReturnType<typeof nextEntry>): string {
  const seq = Buffer.alloc(8);
  seq.writeBigUInt64BE(BigInt(entry.seq));
  const hash = createHash('sha256');
  for (const field of [
    entry.prev,
    seq,
    Buffer.from(entry.id),
    Buffer.from(entry.kind),
    Buffer.from(entry.at),
    entry.body,
  ]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(field.length);
    hash.update(length).update(field);
  }
  return hash.digest('hex');
}

describe('an entry', () => {
  it('is hashed as the manual says', () => {
    for (const entry of makeChain(3)) {
      expect(Buffer.from(entry.hash).toString('hex')).toBe(hashByTheBook(entry));
    }
  });

  it('keeps a seq past 32 bits whole', () => {
    const far = nextEntry({ seq: 2 ** 40 + 6, hash: GENESIS.hash }, saleDraft(1));
    expect(far.seq).toBe(2 ** 40 + 7);
    expect(Buffer.from(far.hash).toString('hex')).toBe(hashByTheBook(far));
  });

  it('gives other bytes to hash when a letter moves from one field to the next', () => {
    const [entry] = makeChain(1);
    const moved = { ...entry!, id: `${entry!.id}s` as Entry['id'], kind: 'ale.recorded@1' };
    expect(entryHashInput(moved)).not.toEqual(entryHashInput(entry!));
  });

  it('follows a first hash that no other station has', () => {
    const other = genesisHead(toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000ab'), sha256);
    expect(other.hash).not.toEqual(GENESIS.hash);
    expect(GENESIS.hash).toEqual(
      sha256(joinFields([Buffer.from('tibillet-journal-genesis@1'), Buffer.from(STATION)])),
    );
  });

  it.each(['sale', 'sale.recorded', 'sale.recorded@0', 'Sale.recorded@1', 'sale.recorded@1 '])(
    'is refused with the kind %s',
    (kind) => {
      expect(() => nextEntry(GENESIS, { kind, body: {} })).toThrow(/kind/);
    },
  );

  it('is refused with a body past the limit', () => {
    const body = 'x'.repeat(BODY_BYTES_MAX);
    expect(() => nextEntry(GENESIS, { kind: 'sale.recorded@1', body })).toThrow(/bytes/);
  });

  it('is refused with an id or an instant that is not one', () => {
    const signer = { sha256, sign: KEY.sign };
    const stamp = stampAt(1);
    const badId = { ...stamp, id: stamp.id.toUpperCase() as typeof stamp.id };
    const badAt = { ...stamp, at: '2026-11-03' as typeof stamp.at };
    expect(() => makeEntry(GENESIS, saleDraft(1), badId, signer)).toThrow(/id/);
    expect(() => makeEntry(GENESIS, saleDraft(1), badAt, signer)).toThrow(/instant/);
  });
});
