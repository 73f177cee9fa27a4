import type { CardUid } from '../../../domain/card/uid.ts';
import type { CardId } from '../../../shared/ids.ts';
import { hasCreditHere, isLostHere } from '../../projections/credits.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';

/** The Pass of a UID, with what this station itself did to it and the cloud has not told back yet. */
export const findPass = (context: StationContext, uid: CardUid): KnownCard | undefined =>
  withOwnState(context, context.knowledge.findCard(uid));

export const passOf = (context: StationContext, cardId: CardId): KnownCard | undefined =>
  withOwnState(context, context.knowledge.cardOf(cardId));

/** By the number that is printed on it (RULES C1). */
export const findPassByNumber = (context: StationContext, number: string): KnownCard | undefined =>
  withOwnState(
    context,
    context.knowledge.all('card').find((card) => card.number === number.toUpperCase()),
  );

function withOwnState(context: StationContext, card: KnownCard | undefined): KnownCard | undefined {
  if (card === undefined) return undefined;
  const db = context.journal.database;
  if (isLostHere(db, card.id)) return { ...card, state: 'lost' };
  const creditSeq = context.settings.getNumber('reflected-credit-seq');
  // Its first credit gives a blank Pass a wallet of its own.
  return card.state === 'blank' && hasCreditHere(db, card.id, creditSeq)
    ? { ...card, state: 'anonymous' }
    : card;
}
