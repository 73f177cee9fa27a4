import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import {
  CHANGEABLE_MEANS,
  changeMeans,
  currentMeans,
  leftOfPayment,
} from '../../../domain/till/correct-sale.ts';
import type { ChangeableMeans } from '../../../domain/till/correct-sale.ts';
import { err } from '../../../shared/result.ts';
import { managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { stampOf } from './cancel-sale.ts';
import { readSaleHistory } from './sale-history.ts';
import type { FullSale } from './sale-history.ts';
import { mayCorrectAlone } from './who-may.ts';

/** The means of a payment was typed wrong: put right between cash, bank card and cheque (RULES T10). */
export function changeMeansOfSale(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'change-means'>,
): CommandResult {
  const { context } = deps;
  const full = readSaleHistory(context, intention.saleId);
  if (full === undefined) return err('sale-unknown');
  const { past } = full;
  const { payment, to, reason } = intention;
  const changed = changeMeans(
    full,
    { payment, to },
    stampOf(context, acting, reason, past.isTraining),
  );
  if (!changed.ok) return changed;
  if (!changeableTo(context, full, payment).includes(to)) return err('means-not-accepted');
  const { value: body } = changed;
  if (!mayCorrectAlone(context, acting.staff, full)) {
    if (reason === '') return err('reason-missing');
    if (managerOf(acting) === null) return deps.askApproval(intention, 'change-means', body.cents);
  }
  const recorded = recordOperation(context, [{ kind: 'sale.means-changed@1', body }]);
  if (!recorded.ok) return recorded;
  showResult(
    context,
    {
      kind: 'means-changed',
      saleNumber: past.number,
      from: body.from,
      to: body.to,
      cents: body.cents,
    },
    null,
  );
  // Money goes into the drawer, or the card's receipt takes its place there.
  const isCash = body.from === 'cash' || body.to === 'cash';
  if (isCash && !past.isTraining) context.printers.openDrawer();
  return DONE;
}

/** What a payment may be changed to: what its point of sale takes, while something of it is left. */
export function changeableTo(
  context: StationContext,
  full: FullSale,
  payment: number,
): readonly ChangeableMeans[] {
  const now = currentMeans(full, payment);
  if (!CHANGEABLE_MEANS.some((one) => one === now) || leftOfPayment(full, payment) <= 0) return [];
  const point = context.knowledge
    .all('point-of-sale')
    .find(({ id }) => id === full.sale.pointOfSaleId);
  return CHANGEABLE_MEANS.filter(
    (one) => one !== now && (point === undefined || point.means.includes(one)),
  );
}
