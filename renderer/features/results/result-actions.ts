import type { ResultShown } from '../../../src/contract/kiosk/screen-state.ts';
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
    icon: 'ticket',
    label: 'door.show-tickets',
    opens: (result) =>
      result.kind === 'sale-done' && result.ticketCount > 0
        ? { kind: 'sale-tickets', saleId: toId<'Sale'>(result.operationId) }
        : null,
  },
];
