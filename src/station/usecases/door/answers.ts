import type { Answers } from '../../answer-question.ts';

export const doorAnswers: Answers<'tickets' | 'sale-tickets'> = {
  tickets: () => ({ kind: 'refused', reason: 'busy' }),
  'sale-tickets': () => ({ kind: 'refused', reason: 'busy' }),
};
