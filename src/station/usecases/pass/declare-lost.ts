import { err } from '../../../shared/result.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { findPassByNumber } from './known-pass.ts';

/**
 * Declares a Pass lost by its printed number (RULES C6). This station refuses it from now on, the
 * others as soon as the cloud has told them. Its money stays with the person.
 */
export function declareLost(
  { context }: TillDeps,
  { staff }: Acting,
  { cardNumber }: { readonly cardNumber: string },
): CommandResult {
  const card = findPassByNumber(context, cardNumber);
  if (card === undefined) return err('card-unknown');
  if (card.state === 'lost') return err('card-lost');
  if (card.state === 'retired') return err('card-retired');
  // Nobody has used it: whoever finds it finds nothing.
  if (card.state === 'blank') return err('card-blank');
  const recorded = recordOperation(context, [
    { kind: 'card.declared-lost@1', body: { cardId: card.id, cardNumber: card.number, staff } },
  ]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'card-declared-lost', cardNumber: card.number }, null);
  return DONE;
}
