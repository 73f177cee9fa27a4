import type { Answers } from '../../answer-question.ts';

export const dayAnswers: Answers<'x-report' | 'closings' | 'printers'> = {
  'x-report': () => ({ kind: 'refused', reason: 'busy' }),
  closings: () => ({ kind: 'refused', reason: 'busy' }),
  printers: () => ({ kind: 'refused', reason: 'busy' }),
};
