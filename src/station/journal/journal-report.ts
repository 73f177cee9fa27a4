import type { ChainFault, ChainNote, ChainReport } from '../../domain/journal/chain-report.ts';

/** What can be wrong with the files around the chain. */
export type FileFault =
  | { readonly kind: 'seal-missing' }
  /** `slot` 1 or 2; not given when none of them can be read. */
  | { readonly kind: 'seal-invalid'; readonly slot?: number }
  /** The cloud never signed the head that the seal says it did. */
  | { readonly kind: 'countersignature-invalid'; readonly seq: number }
  /** The end was cut off: the projections still hold what the missing entries said. */
  | { readonly kind: 'tail-cut'; readonly sealedSeq: number; readonly foundSeq: number }
  /** The end is missing and the projections know nothing of it: an older copy of the file was put back. */
  | { readonly kind: 'older-copy'; readonly sealedSeq: number; readonly foundSeq: number }
  /** A table or trigger of the journal is not as it was made. */
  | { readonly kind: 'schema-changed'; readonly object: string }
  | { readonly kind: 'identity-missing' }
  | { readonly kind: 'database-damaged'; readonly detail: string }
  /** Another file was put in the place of the one that is open. */
  | { readonly kind: 'database-replaced' }
  /** The last entry is not the one that this process wrote last. */
  | { readonly kind: 'head-moved'; readonly writtenSeq: number; readonly foundSeq: number }
  /** The seal is not as this process wrote it. */
  | { readonly kind: 'seal-changed' }
  | { readonly kind: 'projection-differs'; readonly table: string };

export type JournalFault = ChainFault | FileFault;

export type JournalNote =
  | ChainNote
  /** One of the two slots of the seal was cut while it was written; the other one and the chain fit. */
  | { readonly kind: 'seal-slot-damaged'; readonly slot: number }
  /** The projections were made by another version, so they cannot be compared. */
  | { readonly kind: 'projections-not-compared' };

export type JournalReport = Omit<ChainReport, 'faults' | 'notes'> & {
  readonly stationId: string | undefined;
  readonly publicKeyHex: string | undefined;
  readonly sealedSeq: number | undefined;
  readonly countersignedSeq: number | undefined;
  readonly faults: readonly JournalFault[];
  readonly notes: readonly JournalNote[];
};

export type JournalHealth =
  | { readonly kind: 'whole'; readonly notes: readonly JournalNote[] }
  /** Nothing is written until somebody has looked: `recheck`, or `reseal` when only the seal is lost. */
  | { readonly kind: 'broken'; readonly faults: readonly JournalFault[] };
