import type { ApiError, ApiErrorCode } from '../../contract/sync/errors.ts';
import { parseUidHex } from '../../domain/card/uid.ts';
import type { CardId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { apiError } from '../http/answers.ts';
import { findCard } from '../ledger/cards.ts';
import type { FoundCard } from '../ledger/cards.ts';

export type CardQuestion = {
  readonly cardId?: CardId | undefined;
  readonly uid?: string | undefined;
  readonly number?: string | undefined;
};

/** The card that a station asks for, by exactly one of its names (RULES C1). */
export async function findAskedCard(
  db: ReadableDb,
  { cardId, uid, number }: CardQuestion,
): Promise<Result<FoundCard, ApiError>> {
  const given = [cardId, uid, number].filter((name) => name !== undefined);
  if (given.length !== 1) return err(apiError('body-not-valid', 'Give one of the three names.'));
  if (uid !== undefined) {
    const parsed = parseUidHex(uid);
    if (!parsed.ok) {
      return err(cardError(parsed.error === 'random-uid' ? 'card-random' : 'card-unknown'));
    }
    return found(await findCard(db, { uid: parsed.value }));
  }
  return found(await findCard(db, cardId === undefined ? { number: number ?? '' } : { cardId }));
}

const found = (card: FoundCard | undefined): Result<FoundCard, ApiError> =>
  card === undefined ? err(cardError('card-unknown')) : ok(card);

const MESSAGES = {
  'card-unknown': 'No card has this id, UID or number.',
  'card-random': 'The UID changes at each tap: a phone, not a card.',
  'card-blank': 'This card has no wallet yet.',
  'card-lost': 'This card was declared lost.',
  'card-retired': 'This card is out of use.',
  'card-foreign': 'This card is of a collective outside the village.',
  'card-linked': 'This card is linked to a person.',
  'already-replaced': 'Another card took the place of this one.',
} as const satisfies Partial<Record<ApiErrorCode, string>>;

export const cardError = (code: keyof typeof MESSAGES): ApiError => apiError(code, MESSAGES[code]);
