import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind = 'open-door' | 'admit-ticket';

export const doorHandlers: Handlers<Kind> = {
  'open-door': () => err('busy'),
  'admit-ticket': () => err('busy'),
};
