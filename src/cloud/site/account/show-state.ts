import { hashSecret } from '../../auth/secrets.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import type { Route } from '../../http/route.ts';
import { PATHS_OF_SITE } from '../paths.ts';

/**
 * Whether the purse has changed, what goes back to a bank card, or one's Passes, in as few bytes as
 * can be: an open page asks every second and a half and is answered 304 until something happened.
 */
export const showStateRoute = {
  method: 'GET',
  path: `${PATHS_OF_SITE.purse}/etat`,
  who: 'person',
  handle: async (call) => {
    const etag = `"${await readVersion(call.deps.db, call.person.personId)}"`;
    call.c.header('ETag', etag);
    call.c.header('Cache-Control', 'private, no-cache');
    return call.c.req.header('if-none-match') === etag
      ? call.c.body(null, 304)
      : call.c.body(null, 204);
  },
} satisfies Route;

/** A text that changes whenever the page of the purse would. */
async function readVersion(db: ReadableDb, personId: PersonId): Promise<string> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return 'none';
  const [accounts, newest, goingBack, cards] = await Promise.all([
    db.query
      .selectFrom('account')
      .select(['asset_id', 'balance', 'held', 'debt'])
      .where('owner_id', '=', walletId)
      .where('kind', '=', 'wallet')
      .orderBy('asset_id')
      .execute(),
    db.query
      .selectFrom('sale_payment')
      .select(['sale_id', 'at'])
      .where('wallet_id', '=', walletId)
      .orderBy('at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db.query
      .selectFrom('bank_payment as payment')
      .innerJoin('bank_refund as refund', 'refund.payment_id', 'payment.id')
      .select(['refund.id', 'refund.state'])
      .where('payment.person_id', '=', personId)
      .orderBy('refund.id')
      .execute(),
    db.query
      .selectFrom('card')
      .select(['id', 'state'])
      .where('person_id', '=', personId)
      .orderBy('id')
      .execute(),
  ]);
  return hashSecret(JSON.stringify([accounts, newest ?? null, goingBack, cards])).slice(0, 32);
}
