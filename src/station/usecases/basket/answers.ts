import type { Answers } from '../../answer-question.ts';

export const sellingAnswers: Answers<'people' | 'room'> = {
  people: () => ({ kind: 'refused', reason: 'busy' }),
  room: () => ({ kind: 'refused', reason: 'busy' }),
};
