import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';

type Kind = 'move-stock';

export const stockHandlers: Handlers<Kind> = {
  'move-stock': () => err('busy'),
};
