import type { Handlers } from '../acting.ts';
import { declareLost } from './declare-lost.ts';
import { emptyPass } from './empty-pass.ts';
import { giveGift } from './give-gift.ts';
import { replacePass } from './replace-pass.ts';
import { topUp } from './top-up.ts';

type Kind = 'top-up' | 'empty-pass' | 'give-gift' | 'declare-lost' | 'replace-pass';

export const passHandlers: Handlers<Kind> = {
  'top-up': topUp,
  'empty-pass': emptyPass,
  'give-gift': giveGift,
  'declare-lost': declareLost,
  'replace-pass': replacePass,
};
