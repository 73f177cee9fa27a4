import { UNDO_MS_MAX } from '../../../domain/badge/presence.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import type { PersonId, WalletId } from '../../../shared/ids.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { tapFromSite, undoTap } from '../../badge/badge-commands.ts';
import type { SiteTapRefusal } from '../../badge/badge-commands.ts';
import { readPools, readPresences } from '../../badge/read-presences.ts';
import type { PoolNow } from '../../badge/read-presences.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Call } from '../../http/route.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import type { SentForm } from '../forms.ts';
import { findOwnTap, findStayOfTap } from './badge-store.ts';
import type { BadgePlace, OwnTap } from './badge-store.ts';
import type { Stay } from './stay-history.tsx';

/** Fields of the forms that come in, go out, and take that back. */
export const TAP_FIELDS = { tap: 'passage', space: 'endroit', direction: 'sens' } as const;

export type TapOrder = {
  readonly personId: PersonId;
  readonly place: BadgePlace;
  readonly form: SentForm;
};

/** What the page after a form says; it stands in the address, so a reload says the same. */
type AfterForm = Readonly<Record<string, string>>;

/**
 * In or out from a phone. Within a minute of the last tap in that space it asks whether that one is
 * taken back, as the door does (RULES B1). Sent twice, it counts once: the page made its id.
 */
export async function tapByForm(call: Call, order: TapOrder): Promise<AfterForm> {
  const { db, clock } = call.deps;
  const { personId, place, form } = order;
  if (!form.isOurs) return { encore: '1' };
  const [tapText, spaceText] = [form.text(TAP_FIELDS.tap), form.text(TAP_FIELDS.space)];
  const direction = form.text(TAP_FIELDS.direction);
  if (!isLowerUuid(tapText) || !isLowerUuid(spaceText) || !isDirection(direction)) return {};
  const [tapId, spaceId] = [toId<'Tap'>(tapText), toId<'Space'>(spaceText)];
  const now = clock();
  const last = await findLastTap(db, order, spaceId);
  const isAsked =
    last !== null &&
    last.tapId !== tapId &&
    last.direction !== direction &&
    isWithinUndo(last.at, now);
  if (isAsked) return { fait: last.tapId, question: '1' };
  const { collectiveId } = place;
  const tapped = await writeTransaction(db, (tx) =>
    tapFromSite(tx, { tapId, collectiveId, personId, spaceId, direction, at: now }),
  );
  return tapped.ok ? { fait: tapId } : { refus: tapped.error };
}

/** Takes a tap of one's own back. */
export async function undoByForm(call: Call, order: TapOrder): Promise<AfterForm> {
  const { db, clock } = call.deps;
  const { personId, form } = order;
  const tapText = form.text(TAP_FIELDS.tap);
  if (!form.isOurs) return { encore: '1' };
  if (!isLowerUuid(tapText)) return {};
  const tapId = toId<'Tap'>(tapText);
  const undone = await writeTransaction(db, (tx) => undoTap(tx, { tapId, personId, at: clock() }));
  if (undone.ok) return { annule: tapId };
  return undone.error === 'too-late' ? { tard: tapId } : {};
}

const isLowerUuid = (text: string): boolean => isUuid(text) && text === text.toLowerCase();

const isDirection = (text: string): text is 'in' | 'out' => text === 'in' || text === 'out';

export const isWithinUndo = (at: Instant, now: Instant): boolean =>
  Math.abs(msOfInstant(now) - msOfInstant(at)) <= UNDO_MS_MAX;

async function findLastTap(
  db: ReadableDb,
  { personId, place }: TapOrder,
  spaceId: string,
): Promise<OwnTap | null> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return null;
  return findOwnTap(db, { walletId, collectiveId: place.collectiveId, spaceId });
}

const REFUSALS: readonly SiteTapRefusal[] = [
  'site-not-allowed',
  'space-unknown',
  'already-in',
  'not-in',
  'content-differs',
];

/** What came of a form, to be said above the page. */
export type TapNews =
  | {
      readonly kind: 'tapped';
      readonly tap: OwnTap;
      readonly stay: Stay | null;
      /** Hours of this plan that are left, soonest to end first. */
      readonly pools: readonly PoolNow[];
      /** Asks whether to take it back, instead of doing what was touched. */
      readonly isQuestion: boolean;
    }
  | { readonly kind: 'undone' | 'too-late' | 'form-old' }
  | { readonly kind: 'refused'; readonly code: SiteTapRefusal };

/** Reads what the address says about a tap. Only what is one's own, and true, is told. */
export async function readTapNews(
  call: Call,
  place: BadgePlace,
  walletId: WalletId | undefined,
): Promise<TapNews | null> {
  const asked = (name: string): string => call.c.req.query(name) ?? '';
  if (asked('encore') !== '') return { kind: 'form-old' };
  const refusal = REFUSALS.find((code) => code === asked('refus'));
  if (refusal !== undefined) return { kind: 'refused', code: refusal };
  const tapText = asked('fait') || asked('annule') || asked('tard');
  if (walletId === undefined || !isLowerUuid(tapText)) return null;
  const { db, clock } = call.deps;
  const now = clock();
  const { collectiveId } = place;
  const tap = await findOwnTap(db, { walletId, collectiveId, tapId: tapText });
  if (tap === null) return null;
  if (tap.isUndone) return { kind: 'undone' };
  if (asked('annule') !== '') return null;
  if (asked('tard') !== '') return { kind: 'too-late' };
  const stay = await readStayOfTap(db, { walletId, tap, place });
  const pools = await readPools(db, { walletId }, now);
  return {
    kind: 'tapped',
    tap,
    stay,
    pools: pools.filter((pool) => pool.planId === stay?.planId && pool.leftMinutes > 0),
    isQuestion: asked('question') !== '' && isWithinUndo(tap.at, now),
  };
}

async function readStayOfTap(
  db: ReadableDb,
  of: { readonly walletId: WalletId; readonly tap: OwnTap; readonly place: BadgePlace },
): Promise<Stay | null> {
  const presenceId = await findStayOfTap(db, of.walletId, of.tap);
  if (presenceId === null) return null;
  const [row] = await readPresences(db, { presenceIds: [presenceId] });
  return row === undefined ? null : { ...row, timeZone: of.place.timeZone };
}
