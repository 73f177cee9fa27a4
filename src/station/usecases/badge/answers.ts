import type { Answers } from '../../answer-question.ts';

/** Lists about presences (src/contract/kiosk/questions.ts). */
export const badgeAnswers: Answers<'presences' | 'dues' | 'guests'> = {
  presences: ({ clock }) => ({ kind: 'presences', rows: [], knownAt: clock() }),
  dues: () => ({ kind: 'dues', rows: [] }),
  guests: () => ({ kind: 'guests', rows: [] }),
};
