import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ApiErrorCode } from '../../../contract/sync/errors.ts';

const CARD_REFUSALS = [
  'card-unknown',
  'card-lost',
  'card-retired',
  'card-blank',
  'card-foreign',
  'card-random',
  'card-linked',
  'already-replaced',
  'nothing-to-pay-out',
  'clock-wrong',
] as const satisfies readonly Refusal[];

/** What the cloud said of a Pass, in the till's words. */
export const cardRefusal = (code: ApiErrorCode): Refusal =>
  CARD_REFUSALS.find((one) => one === code) ?? 'cloud-refused';
