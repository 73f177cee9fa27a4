import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import type { KioskKey } from '../../app/texts.ts';
import { toId } from '../../../src/shared/ids.ts';
import type { IconName } from '../../components/icon.tsx';
import type { Sheet } from '../sheets.ts';

/** What can be done with a result that has just come, beside leaving it. */
export type ResultAction = {
  readonly icon: IconName;
  readonly label: KioskKey;
  readonly opens: (result: ResultShown) => Sheet | null;
};

/** A feature adds what it can do; shown for the results its `opens` does not answer with null. */
export const RESULT_ACTIONS: readonly ResultAction[] = [
  {
    icon: 'receipt',
    label: 'sales.receipt',
    opens: (result) =>
      result.kind === 'sale-done'
        ? {
            kind: 'receipt',
            operationId: result.operationId,
            saleId: toId<'Sale'>(result.operationId),
          }
        : result.kind === 'sale-cancelled' ||
            result.kind === 'top-up-done' ||
            result.kind === 'pass-emptied'
          ? { kind: 'receipt', operationId: result.operationId, saleId: null }
          : null,
  },
  {
    icon: 'list',
    label: 'sales.see',
    opens: (result) =>
      result.kind === 'sale-done'
        ? { kind: 'sale', saleId: toId<'Sale'>(result.operationId) }
        : null,
  },
  {
    icon: 'undo',
    label: 'sales.cancel-short',
    opens: (result) =>
      result.kind === 'sale-done'
        ? { kind: 'sale-cancel', saleId: toId<'Sale'>(result.operationId) }
        : null,
  },
  {
    icon: 'ticket',
    label: 'door.show-tickets',
    opens: (result) =>
      result.kind === 'sale-done' && result.ticketCount > 0
        ? { kind: 'sale-tickets', saleId: toId<'Sale'>(result.operationId) }
        : null,
  },
];
