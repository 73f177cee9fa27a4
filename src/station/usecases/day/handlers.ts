import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind =
  | 'open-drawer'
  | 'move-cash'
  | 'close-day'
  | 'print-x-report'
  | 'export-day'
  | 'set-training'
  | 'set-printers'
  | 'test-printer'
  | 'cancel-prints';

export const dayHandlers: Handlers<Kind> = {
  'open-drawer': () => err('busy'),
  'move-cash': () => err('busy'),
  'close-day': () => err('busy'),
  'print-x-report': () => err('busy'),
  'export-day': () => err('busy'),
  'set-training': () => err('busy'),
  'set-printers': () => err('busy'),
  'test-printer': () => err('busy'),
  'cancel-prints': () => err('busy'),
};
