import type { Answers } from '../../answer-question.ts';

export const stockAnswers: Answers<'stock'> = {
  stock: () => ({ kind: 'refused', reason: 'busy' }),
};
