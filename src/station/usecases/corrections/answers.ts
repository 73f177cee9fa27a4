import { PAGE_ROWS } from '../../../contract/kiosk/questions.ts';
import type { Reply, ReplyOf } from '../../../contract/kiosk/questions.ts';
import { currentMeans, leftCounts } from '../../../domain/till/correct-sale.ts';
import { toId } from '../../../shared/ids.ts';
import type { Answers } from '../../answer-question.ts';
import { findSales, readSaleDays, readSalesOfDay } from '../../projections/corrections.ts';
import type { PastSale } from '../../projections/corrections.ts';
import { readSession } from '../../projections/session.ts';
import { readTrainingState } from '../../projections/training.ts';
import { answerReceipt } from '../receipts/show-receipt.ts';
import type { StationContext } from '../context.ts';
import { changeableTo } from './change-means.ts';
import { readSaleHistory } from './sale-history.ts';
import type { FullSale, SaleChange } from './sale-history.ts';
import { mayCorrectAlone } from './who-may.ts';
import { readSearch } from './read-search.ts';

/** Days in the list of days; older ones are in the exports. */
const DAYS_MAX = 400;

export const correctionAnswers: Answers<'sales' | 'sale' | 'receipt'> = {
  sales: (context, { day, page, text }) => {
    const { database } = context.journal;
    const isTraining = readTrainingState(database).isOn;
    // One more than a page tells whether another one follows.
    const wanted = { isTraining, skip: page * PAGE_ROWS, limit: PAGE_ROWS + 1 };
    const search = readSearch(text);
    const found =
      search === null
        ? readSalesOfDay(database, day, wanted)
        : findSales(database, { ...search, day }, wanted);
    return {
      kind: 'sales',
      days: [...readSaleDays(database, isTraining, DAYS_MAX)],
      rows: found.slice(0, PAGE_ROWS).map(rowOf),
      hasMore: found.length > PAGE_ROWS,
    };
  },
  sale: (context, { saleId }) => {
    const full = readSaleHistory(context, saleId);
    return full === undefined
      ? { kind: 'refused', reason: 'sale-unknown' }
      : { kind: 'sale', sale: saleOf(context, full) };
  },
  receipt: (context, { operationId }): Reply => answerReceipt(context, operationId),
};

type SaleShown = ReplyOf<'sale'>['sale'];

const rowOf = (past: PastSale): ReplyOf<'sales'>['rows'][number] => ({
  saleId: past.saleId,
  number: past.number,
  at: past.at,
  staffName: past.staffName,
  totalCents: past.totalCents,
  means: [...new Set(past.means)],
  summary: past.summary,
  correctedCents: past.correctedCents,
  isTraining: past.isTraining,
});

function saleOf(context: StationContext, full: FullSale): SaleShown {
  const { sale, past } = full;
  const left = leftCounts(full);
  return {
    ...rowOf(past),
    basketName: sale.basketName,
    lines: sale.lines.map((line) => ({
      lineId: line.lineId,
      label: line.label,
      optionLabels: [...line.optionLabels],
      count: line.count,
      leftCount: left.get(line.lineId) ?? 0,
      totalCents: line.totalCents,
      detail: line.detail as SaleShown['lines'][number]['detail'],
    })),
    payments: sale.payments.map((payment, index) => ({
      payment: index,
      means: currentMeans(full, index) ?? payment.means,
      cents: payment.cents,
      cardNumber: payment.means === 'pass' ? payment.cardNumber : '',
      changeableTo: [...changeableTo(context, full, index)],
    })),
    corrections: full.changes.map(changeOf),
    cancelNeeds: cancelNeeds(context, full, left),
  };
}

const changeOf = (change: SaleChange): SaleShown['corrections'][number] => ({
  operationId: toId<'Operation'>(change.body.correctionId),
  at: change.at,
  staffName: change.body.staff.name,
  approvedByName: change.body.approvedBy?.name ?? null,
  reason: change.body.reason,
  cents: change.kind === 'corrected' ? change.body.totalCents : change.body.cents,
});

function cancelNeeds(
  context: StationContext,
  full: FullSale,
  left: ReadonlyMap<string, number>,
): SaleShown['cancelNeeds'] {
  if ([...left.values()].every((count) => count === 0)) return 'nothing-left';
  const { staff, isManager } = readSession(context.journal.database);
  const mayAlone = staff !== null && (isManager || mayCorrectAlone(context, staff, full));
  return mayAlone ? null : 'manager';
}
