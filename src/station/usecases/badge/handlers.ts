import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

/** What staff do about presences, at a till or at a badge station. */
export const badgeHandlers: Handlers<
  'set-mode' | 'presence-out' | 'add-dues' | 'correct-presence' | 'print-presences'
> = {
  'set-mode': () => err('busy'),
  'presence-out': () => err('busy'),
  'add-dues': () => err('busy'),
  'correct-presence': () => err('busy'),
  'print-presences': () => err('busy'),
};
