import type { ResultShown } from '../../../src/contract/kiosk/screen-state.ts';
import type { KioskKey } from '../../app/texts.ts';
import type { IconName } from '../../components/icon.tsx';
import type { Sheet } from '../sheets.ts';

/** What can be done with a result that has just come, beside leaving it. */
export type ResultAction = {
  readonly icon: IconName;
  readonly label: KioskKey;
  readonly opens: (result: ResultShown) => Sheet | null;
};

/** A feature adds what it can do; shown for the results its `opens` does not answer with null. */
export const RESULT_ACTIONS: readonly ResultAction[] = [];
