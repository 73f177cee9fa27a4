import { ENTRY_BODY_SCHEMAS } from '../../contract/sync/entry-bodies.ts';
import type { EntryKind } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { findSaleFault } from './check-sale.ts';

/** Why an entry was kept but waits for a person: "à vérifier" in the office. */
export const ENTRY_PROBLEMS = [
  /** A newer station wrote it, or a forged one. */
  'kind-unknown',
  'body-not-valid',
  'sale-sums-wrong',
  /** Two entries with the same sale: only the first counts. */
  'sale-twice',
  /** The entry says that it belongs to another station or collective. */
  'not-of-this-station',
  /** Paid all the same, from the wallet or as a debt. */
  'reserve-unknown',
  'reserve-of-another',
  /** Recorded as sold; no wallet could be debited. */
  'card-unknown',
  'card-retired',
  'card-random',
  'content-differs',
] as const;
export type EntryProblemCode = (typeof ENTRY_PROBLEMS)[number];

export type EntryProblem = { readonly code: EntryProblemCode; readonly message: string };

/** What an entry asks of the cloud. */
export type EntryMeaning =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'sale'; readonly sale: SaleRecorded }
  | ({ readonly kind: 'problem' } & EntryProblem);

const MESSAGE_LENGTH_MAX = 300;

/** Reads an entry by the schema of its kind. Never throws: what cannot be understood is a problem. */
export function readEntry(entry: CheckedEntry, station: KnownStation): EntryMeaning {
  if (!isKnownKind(entry.kind)) {
    return problem('kind-unknown', `This cloud does not know ${entry.kind}.`);
  }
  // PostgreSQL cannot store this character, and no name or label has it.
  if (entry.bodyText.includes('\\u0000')) {
    return problem('body-not-valid', 'A text holds the character 0.');
  }
  const parsed = ENTRY_BODY_SCHEMAS[entry.kind].safeParse(entry.body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return problem('body-not-valid', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  switch (entry.kind) {
    case 'sale.recorded@1':
    case 'sale.recorded@2': {
      const sale = saleOfEntry({ kind: entry.kind, body: parsed.data });
      if (sale === null) return problem('body-not-valid', 'It is no sale.');
      const fault = findSaleFault(sale);
      return fault === null ? { kind: 'sale', sale } : problem('sale-sums-wrong', fault);
    }
    case 'station.paired@1': {
      const { stationId, collectiveId } = parsed.data as {
        readonly stationId: string;
        readonly collectiveId: string;
      };
      return stationId === station.id && collectiveId === station.collectiveId
        ? { kind: 'nothing' }
        : problem('not-of-this-station', `It names station ${stationId} of ${collectiveId}.`);
    }
    // Kept as facts; nothing else in the cloud follows from them yet.
    default:
      return { kind: 'nothing' };
  }
}

export const problem = (
  code: EntryProblemCode,
  message: string,
): EntryProblem & { readonly kind: 'problem' } => ({
  kind: 'problem',
  code,
  message: message.slice(0, MESSAGE_LENGTH_MAX),
});

const isKnownKind = (kind: string): kind is EntryKind => Object.hasOwn(ENTRY_BODY_SCHEMAS, kind);
