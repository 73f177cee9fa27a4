import type { Answers } from '../../answer-question.ts';

export const correctionAnswers: Answers<'sales' | 'sale' | 'receipt'> = {
  sales: () => ({ kind: 'refused', reason: 'busy' }),
  sale: () => ({ kind: 'refused', reason: 'busy' }),
  receipt: () => ({ kind: 'refused', reason: 'busy' }),
};
