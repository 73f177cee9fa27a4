import type { GivenAnswer } from '../../membership/read-questions.ts';
import type { Visit } from '../visit.ts';

type AnswersProps = { readonly visit: Visit; readonly answers: readonly GivenAnswer[] };

/** What was asked, and below each what was answered: both may be long. */
export const Answers = ({ visit, answers }: AnswersProps) => (
  <dl class="answers">
    {answers.map(({ question, answer }) => (
      <>
        <dt>{question}</dt>
        <dd>{wordOf(visit, answer)}</dd>
      </>
    ))}
  </dl>
);

/** Of a question for yes or no, the answer is kept as a mark. */
const wordOf = ({ t }: Visit, answer: string): string =>
  answer === 'yes' ? t('members.yes') : answer === 'no' ? t('members.no') : answer;
