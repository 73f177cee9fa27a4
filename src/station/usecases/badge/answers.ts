import type { Answers } from '../../answer-question.ts';
import { answerDues, answerGuests, answerPresences } from './stay-rows.ts';

/** Lists about presences (src/contract/kiosk/questions.ts). */
export const badgeAnswers: Answers<'presences' | 'dues' | 'guests'> = {
  presences: answerPresences,
  dues: answerDues,
  guests: answerGuests,
};
