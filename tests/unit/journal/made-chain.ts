import { genesisHead, makeEntry } from '../../../src/domain/journal/chain.ts';
import type { ChainHead, Entry, EntryDraft } from '../../../src/domain/journal/chain.ts';
import type { ChainExpectations } from '../../../src/domain/journal/chain-walk.ts';
import { toId } from '../../../src/shared/ids.ts';
import type { EntryId, StationId } from '../../../src/shared/ids.ts';
import {
  publicKeyFromHex,
  sha256,
  signingKeyFromSeed,
  verifySignature,
} from '../../../src/shared/node/crypto.ts';
import { instantFromMs } from '../../../src/shared/time.ts';

export const STATION = toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000aa') as StationId;
export const KEY = signingKeyFromSeed(new Uint8Array(32).fill(7));
export const OTHER_KEY = signingKeyFromSeed(new Uint8Array(32).fill(8));
export const GENESIS = genesisHead(STATION, sha256);

const PUBLIC_KEY = publicKeyFromHex(KEY.publicKeyHex)!;
const FIRST_MS = Date.parse('2026-11-03T13:30:00.000Z');

export const entryIdAt = (seq: number): EntryId =>
  toId<'Entry'>(`0199f2a0-7b1c-7000-8000-${seq.toString(16).padStart(12, '0')}`);

export const stampAt = (seq: number) => ({
  id: entryIdAt(seq),
  at: instantFromMs(FIRST_MS + (seq % 100_000) * 1_000),
});

export const saleDraft = (number: number): EntryDraft => ({
  kind: 'sale.recorded@1',
  body: { lines: [{ label: 'Café', totalCents: 250 }], number, totalCents: 250 },
});

/** A whole chain of that many sales, made as the journal makes it. */
export function makeChain(length: number, key = KEY): Entry[] {
  const entries: Entry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    entries.push(nextEntry(headOf(entries), saleDraft(seq), key));
  }
  return entries;
}

export const nextEntry = (head: ChainHead, draft: EntryDraft, key = KEY): Entry =>
  makeEntry(head, draft, stampAt(head.seq + 1), { sha256, sign: key.sign });

export function headOf(entries: readonly Entry[]): ChainHead {
  const last = entries.at(-1);
  return last === undefined ? GENESIS : { seq: last.seq, hash: last.hash };
}

/** What a checker expects that knows the station, its key and a seal on the given head. */
export const expecting = (
  seal: ChainHead | undefined,
  more: Partial<ChainExpectations> = {},
): ChainExpectations => ({
  sha256,
  start: GENESIS,
  verify: (hash, signature) => verifySignature(PUBLIC_KEY, hash, signature),
  searchesChangedByte: true,
  ...(seal === undefined ? {} : { seal }),
  ...more,
});

/** The same bytes with one of them changed. */
export function withChangedByte(bytes: Uint8Array, index: number, change = 1): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ change;
  return changed;
}
