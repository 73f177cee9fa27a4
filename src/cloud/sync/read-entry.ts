import { ENTRY_BODY_SCHEMAS } from '../../contract/sync/entry-bodies.ts';
import type { EntryKind, TypedDraft } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { BADGE_PROBLEMS } from '../badge/problems.ts';
import { GOODS_PROBLEMS } from '../goods/problems.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { findCorrectionFault, findTopUpFault } from './check-money.ts';
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
  /** A top-up or a correction that does not add up. */
  'sums-wrong',
  /** The collective may not issue what was put on the Pass. */
  'asset-unknown',
  'asset-wrong',
  /** The card is of a collective outside the village. */
  'card-foreign',
  /** A correction: of a sale that is not here, told twice, or of more than there was. */
  'sale-unknown',
  'correction-twice',
  'already-corrected',
  /** The other collective has paid this claim: both must agree by hand. */
  'already-settled',
  /** The till paid cash out, or replaced a Pass, without the cloud having done it. */
  'refund-unknown',
  'replacement-unknown',
  /** A second closing with this number, or of this day. */
  'closing-twice',
  ...GOODS_PROBLEMS,
  ...BADGE_PROBLEMS,
] as const;
export type EntryProblemCode = (typeof ENTRY_PROBLEMS)[number];

export type EntryProblem = { readonly code: EntryProblemCode; readonly message: string };

/** Kinds from which something follows beside sales; all others are kept as facts. */
const FACT_KINDS = [
  'sale.corrected@1',
  'sale.means-changed@1',
  'top-up.recorded@1',
  'gift.given@1',
  'pass.emptied@1',
  'card.declared-lost@1',
  'card.replaced@1',
  'day.closed@1',
  'stock.moved@1',
  'ticket.admitted@1',
  'receipt.issued@1',
  'presence.tapped@1',
  'presence.undone@1',
  'presence.corrected@1',
] as const satisfies readonly EntryKind[];
export type FactKind = (typeof FACT_KINDS)[number];
export type Fact = Extract<TypedDraft, { readonly kind: FactKind }>;
export type FactOf<Kind extends FactKind> = Extract<TypedDraft, { readonly kind: Kind }>['body'];

/** What an entry asks of the cloud. */
export type EntryMeaning =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'sale'; readonly sale: SaleRecorded }
  | { readonly kind: 'fact'; readonly fact: Fact }
  | ({ readonly kind: 'problem' } & EntryProblem);

export type ReadEntry = { readonly entry: CheckedEntry; readonly meaning: EntryMeaning };

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
  const { kind } = entry;
  if (kind === 'sale.recorded@1' || kind === 'sale.recorded@2') {
    const sale = saleOfEntry({ kind, body: parsed.data });
    if (sale === null) return problem('body-not-valid', 'It is no sale.');
    const fault = findSaleFault(sale);
    return fault === null ? { kind: 'sale', sale } : problem('sale-sums-wrong', fault);
  }
  if (kind === 'station.paired@1') {
    const { stationId, collectiveId } = parsed.data as {
      readonly stationId: string;
      readonly collectiveId: string;
    };
    return stationId === station.id && collectiveId === station.collectiveId
      ? { kind: 'nothing' }
      : problem('not-of-this-station', `It names station ${stationId} of ${collectiveId}.`);
  }
  return isFactKind(kind) ? readFact({ kind, body: parsed.data } as Fact) : { kind: 'nothing' };
}

function readFact(fact: Fact): EntryMeaning {
  const fault =
    fact.kind === 'top-up.recorded@1'
      ? findTopUpFault(fact.body)
      : fact.kind === 'sale.corrected@1'
        ? findCorrectionFault(fact.body)
        : null;
  return fault === null ? { kind: 'fact', fact } : problem('sums-wrong', fault);
}

const isFactKind = (kind: string): kind is FactKind => FACT_KINDS.some((known) => known === kind);

export const problem = (
  code: EntryProblemCode,
  message: string,
): EntryProblem & { readonly kind: 'problem' } => ({
  kind: 'problem',
  code,
  message: message.slice(0, MESSAGE_LENGTH_MAX),
});

const isKnownKind = (kind: string): kind is EntryKind => Object.hasOwn(ENTRY_BODY_SCHEMAS, kind);
