import type { HashedField } from './chain.ts';

export type EntryField = HashedField | 'hash' | 'signature';

/** Everything that can be wrong with a chain of entries, each with where it is. */
export type ChainFault =
  /** The field has not the shape it must have, so nothing more can be said of it. */
  | { readonly kind: 'field-not-valid'; readonly seq: number; readonly field: EntryField }
  | { readonly kind: 'body-not-canonical'; readonly seq: number }
  /** The content is not what was hashed. `fields`: where the change is, or may be. */
  | {
      readonly kind: 'hash-mismatch';
      readonly seq: number;
      readonly fields: readonly EntryField[];
    }
  /** The entry is whole, but `prev` is not the entry before it: something was replaced between. */
  | { readonly kind: 'broken-link'; readonly seq: number }
  /** Later signatures prove the content; only the signature itself was changed. */
  | { readonly kind: 'bad-signature'; readonly seq: number }
  /** Hashed and linked rightly by somebody who has not the key. */
  | { readonly kind: 'forged'; readonly seq: number }
  | { readonly kind: 'missing-entry'; readonly from: number; readonly to: number }
  | { readonly kind: 'swapped'; readonly first: number; readonly second: number }
  | { readonly kind: 'out-of-order'; readonly seq: number; readonly belongsAt: number }
  | { readonly kind: 'duplicate'; readonly seq: number; readonly of: number }
  /** The seal or the cloud names a later head: the end was cut off, or the file is an older copy. */
  | { readonly kind: 'tail-missing'; readonly sealedSeq: number; readonly foundSeq: number }
  /** Entries were written after an older copy was put back: this one is not the one that was sealed. */
  | { readonly kind: 'other-history'; readonly seq: number; readonly by: 'seal' | 'cloud' }
  /** The journal is further ahead of its seal than a power cut can explain. */
  | { readonly kind: 'older-seal'; readonly sealedSeq: number; readonly foundSeq: number };

/** Not a fault, but worth saying. */
export type ChainNote =
  | { readonly kind: 'time-went-back'; readonly seq: number; readonly byMs: number }
  | { readonly kind: 'ahead-of-seal'; readonly sealedSeq: number; readonly foundSeq: number };

export type ChainReport = {
  readonly entries: number;
  /** Entries that are whole in themselves: content, hash and signature. */
  readonly sound: number;
  /** Of those, the ones after the first fault: valid, but what stands before them is not. */
  readonly soundAfterBreak: number;
  readonly headSeq: number;
  readonly faults: readonly ChainFault[];
  /** More faults were found than are listed. */
  readonly faultsLeftOut: number;
  readonly notes: readonly ChainNote[];
};

/** Listed faults; past this the file is not damaged but replaced, and a count says enough. */
export const FAULTS_MAX = 10_000;
export const NOTES_MAX = 1_000;

/** Where a fault stands in the journal, to list them in order. */
export function seqOfFault(fault: ChainFault): number {
  if ('seq' in fault) return fault.seq;
  if ('from' in fault) return fault.from;
  return 'first' in fault ? fault.first : fault.foundSeq + 1;
}
