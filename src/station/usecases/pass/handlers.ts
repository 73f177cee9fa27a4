import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind = 'top-up' | 'empty-pass' | 'give-gift' | 'declare-lost' | 'replace-pass';

export const passHandlers: Handlers<Kind> = {
  'top-up': () => err('busy'),
  'empty-pass': () => err('busy'),
  'give-gift': () => err('busy'),
  'declare-lost': () => err('busy'),
  'replace-pass': () => err('busy'),
};
