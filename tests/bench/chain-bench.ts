import { entryHashInput, genesisHead, makeEntry } from '../../src/domain/journal/chain.ts';
import type { ChainHead, Entry } from '../../src/domain/journal/chain.ts';
import { verifyChain } from '../../src/domain/journal/verify-chain.ts';
import { assert } from '../../src/shared/assert.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import {
  makeSeed,
  publicKeyFromHex,
  sha256,
  signingKeyFromSeed,
  verifySignature,
} from '../../src/shared/node/crypto.ts';
import { systemClock } from '../../src/shared/time.ts';
import type { BenchRow } from './bench-row.ts';
import { makeAnySale, saleDraft } from './sample-sales.ts';
import { interleave, median, perSecond, range } from './statistics.ts';

const ENTRIES = 10_000;
/** A signature costs as much as twenty hashes. */
const SIGNED_ENTRIES = 2_000;
const ROUNDS = 9;
const STATION_ID = toId<'Station'>('019b76da-a801-7000-8000-000000000002');

/** The check of a chain on one core: links and hashes alone, then signatures too; beside the bare cryptography. */
export async function benchChain(): Promise<readonly BenchRow[]> {
  const key = signingKeyFromSeed(makeSeed());
  const publicKey = publicKeyFromHex(key.publicKeyHex);
  assert(publicKey !== undefined, 'a key that was just made is one');
  const entries = makeChain(key.sign);
  const few = entries.slice(0, SIGNED_ENTRIES);
  const start = genesisHead(STATION_ID, sha256);
  const verify = (hash: Uint8Array, signature: Uint8Array): boolean =>
    verifySignature(publicKey, hash, signature);
  const check = (chain: readonly Entry[], expected: { readonly verify?: typeof verify }) => () =>
    perSecond(chain.length, () => {
      const report = verifyChain(chain, { sha256, start, ...expected });
      assert(report.faults.length === 0 && report.sound === chain.length, 'the chain is whole');
    });

  const rounds = await interleave(
    [
      { name: 'hashes', round: check(entries, {}) },
      { name: 'bare hashes', round: () => hashAll(entries) },
      { name: 'signatures', round: check(few, { verify }) },
      {
        name: 'bare signatures',
        round: () =>
          perSecond(few.length, () => {
            assert(
              few.every((entry) => verify(entry.hash, entry.signature)),
              'signatures are right',
            );
          }),
      },
    ],
    { rounds: ROUNDS, warmUps: 2 },
  );
  return [
    {
      what: 'chain check: links, canonical bytes, hashes',
      value: median(rounds.of('hashes')),
      unit: '/s',
      target: { of: 'value', atLeast: 100_000 },
      baseline: { what: 'SHA-256 alone', value: median(rounds.of('bare hashes')) },
      ratio: rounds.ratio('hashes', 'bare hashes'),
      note: range(rounds.of('hashes')),
    },
    {
      what: 'chain check: with signatures',
      value: median(rounds.of('signatures')),
      unit: '/s',
      target: { of: 'value', atLeast: 7_000 },
      baseline: { what: 'Ed25519 alone', value: median(rounds.of('bare signatures')) },
      ratio: rounds.ratio('signatures', 'bare signatures'),
      note: range(rounds.of('signatures')),
    },
  ];
}

/** Joins the fields and hashes them, as any check must. */
const hashAll = (entries: readonly Entry[]): Promise<number> =>
  perSecond(entries.length, () => {
    for (const entry of entries) sha256(entryHashInput(entry));
  });

function makeChain(sign: (hash: Uint8Array) => Uint8Array): readonly Entry[] {
  const entries: Entry[] = [];
  let head: ChainHead = genesisHead(STATION_ID, sha256);
  for (let number = 1; number <= ENTRIES; number += 1) {
    const stamp = { id: toId<'Entry'>(makeUuid()), at: systemClock() };
    const entry = makeEntry(head, saleDraft(makeAnySale(number)), stamp, { sha256, sign });
    entries.push(entry);
    head = entry;
  }
  return entries;
}
