import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { countTry } from '../../api/rate-limit.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { PER_ADDRESS, storeSignIn } from '../../auth/sign-in-store.ts';
import type { SignInOrder } from '../../auth/sign-in-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import { clientAddress } from '../../http/client-address.ts';
import type { Call } from '../../http/route.ts';
import { queueMail } from '../../mail/mail-store.ts';
import { signInMail } from '../../mail/sign-in-mail.ts';
import { linkPath } from '../paths.ts';

const HOUR_MS = 3_600_000;

/** Codes asked from one place. A whole venue may share it. */
const PER_PLACE = { triesMax: 100, windowMs: HOUR_MS } as const;

/**
 * Sends a code to an address, whether or not it is known: the answer, the work and the time are
 * the same (RULES P1). Gives the id of the sign-in.
 */
export async function askCode(
  call: Call,
  order: Omit<SignInOrder, 'id'> & { readonly cardNumber: string | null },
): Promise<Result<string, 'too-many'>> {
  const { db, clock, makeId, config } = call.deps;
  const now = clock();
  const id = makeId();
  const placeKey = `code-from:${hashSecret(clientAddress(call))}`;
  const addressKey = `code-to:${hashSecret(order.email)}`;
  return writeTransaction(db, async (tx) => {
    const isPlaceCalm = await countTry(tx, placeKey, PER_PLACE, now);
    const isAddressCalm = await countTry(tx, addressKey, PER_ADDRESS, now);
    if (!isPlaceCalm || !isAddressCalm) return err('too-many' as const);
    const { code, linkSecret } = await storeSignIn(tx, { ...order, id }, now);
    const mail = signInMail({
      to: order.email,
      language: order.language,
      code,
      linkUrl: new URL(linkPath(linkSecret), config.publicUrl).href,
      cardNumber: order.cardNumber,
    });
    await queueMail(tx, makeId(), mail, now);
    return ok(id);
  });
}
