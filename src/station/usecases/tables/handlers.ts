import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind =
  | 'park-basket'
  | 'open-basket'
  | 'move-basket'
  | 'merge-baskets'
  | 'split-basket'
  | 'discard-parked'
  | 'send-order'
  | 'order-done';

export const tableHandlers: Handlers<Kind> = {
  'park-basket': () => err('busy'),
  'open-basket': () => err('busy'),
  'move-basket': () => err('busy'),
  'merge-baskets': () => err('busy'),
  'split-basket': () => err('busy'),
  'discard-parked': () => err('busy'),
  'send-order': () => err('busy'),
  'order-done': () => err('busy'),
};
