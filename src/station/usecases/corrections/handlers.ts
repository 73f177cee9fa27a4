import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind = 'cancel-sale' | 'change-means' | 'print-receipt' | 'mail-receipt';

export const correctionHandlers: Handlers<Kind> = {
  'cancel-sale': () => err('busy'),
  'change-means': () => err('busy'),
  'print-receipt': () => err('busy'),
  'mail-receipt': () => err('busy'),
};
