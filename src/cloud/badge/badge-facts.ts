import type {
  PresenceCorrected,
  PresenceTapped,
  PresenceUndone,
} from '../../domain/journal/badge-entries.ts';
import type { SaleCorrected, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadEntry } from '../sync/read-entry.ts';

type Of = { readonly seq: number; readonly at: Instant };
export type TapFact = Of & { readonly body: PresenceTapped };
export type UndoFact = Of & { readonly body: PresenceUndone };
export type CorrectionFact = Of & { readonly body: PresenceCorrected };
export type PaidFact = Of & { readonly sale: SaleRecorded };
export type PaidBackFact = Of & { readonly correction: SaleCorrected };

/** What entries of an upload say about presences, each in the order of the journal. */
export type BadgeFacts = {
  readonly taps: readonly TapFact[];
  readonly undos: readonly UndoFact[];
  readonly corrections: readonly CorrectionFact[];
  /** Sales and corrections that pay for stays, or sell memberships. */
  readonly paid: readonly PaidFact[];
  readonly paidBack: readonly PaidBackFact[];
};

/** Null when nothing is about presences, as in nearly every upload of a till. */
export function badgeFactsOf(read: readonly ReadEntry[]): BadgeFacts | null {
  const taps: TapFact[] = [];
  const undos: UndoFact[] = [];
  const corrections: CorrectionFact[] = [];
  const paid: PaidFact[] = [];
  const paidBack: PaidBackFact[] = [];
  for (const { entry, meaning } of read) {
    const of = { seq: entry.seq, at: entry.at };
    if (meaning.kind === 'sale') {
      if (concerns(meaning.sale.lines)) paid.push({ ...of, sale: meaning.sale });
    } else if (meaning.kind === 'fact') {
      const { fact } = meaning;
      if (fact.kind === 'presence.tapped@1') taps.push({ ...of, body: fact.body });
      else if (fact.kind === 'presence.undone@1') undos.push({ ...of, body: fact.body });
      else if (fact.kind === 'presence.corrected@1') corrections.push({ ...of, body: fact.body });
      else if (fact.kind === 'sale.corrected@1' && concerns(fact.body.lines)) {
        paidBack.push({ ...of, correction: fact.body });
      }
    }
  }
  const all = [taps, undos, corrections, paid, paidBack];
  return all.every((list) => list.length === 0)
    ? null
    : { taps, undos, corrections, paid, paidBack };
}

const concerns = (lines: readonly { readonly detail: { readonly kind: string } }[]): boolean =>
  lines.some(({ detail }) => detail.kind === 'presence' || detail.kind === 'membership');
