import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { StationContext } from '../context.ts';
import type { DeskPass } from './open-desk.ts';

/** What one credit at a till may be: more is a typing error. */
const CREDIT_CENTS_MAX = cents(50_000);
export const TOP_UP_CENTS_MIN = cents(100);

/** Why nothing can be put on this Pass; null when something can. */
export function refuseCredit(pass: DeskPass | null): Refusal | null {
  if (pass === null) return 'card-unknown';
  if (!pass.isOfVillage) return 'card-foreign';
  if (pass.state === 'lost') return 'card-lost';
  return pass.state === 'retired' ? 'card-retired' : null;
}

export function refuseAmount(amount: Cents, min: Cents): Refusal | null {
  if (amount > CREDIT_CENTS_MAX) return 'amount-too-large';
  return amount < min ? 'price-too-low' : null;
}

/** Whether it is a money of this collective: nobody puts another's on a Pass (RULES M1). */
export function isOwnMoney(
  context: StationContext,
  assetId: AssetId,
  kind: 'local' | 'gift',
): boolean {
  const asset = context.knowledge.one('asset', assetId);
  const collectiveId = readPairing(context.journal.database)?.collectiveId;
  return asset?.kind === kind && asset.issuerId === collectiveId;
}
