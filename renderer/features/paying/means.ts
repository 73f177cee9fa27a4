import type { PaymentShown } from '../../../src/contract/kiosk/results.ts';
import type { IconName } from '../../components/icon.tsx';

export type MeansShown = PaymentShown['means'];

/** The drawing of each way to pay; its word is `means.<means>`. */
export const MEANS_ICONS: Readonly<Record<MeansShown, IconName>> = {
  pass: 'pass',
  cash: 'cash',
  'bank-card': 'card',
  cheque: 'cheque',
  offered: 'gift',
};
