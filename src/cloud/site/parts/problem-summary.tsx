import type { Visit } from '../visit.ts';
import { Icon } from './icon.tsx';

type ProblemSummaryProps = {
  readonly visit: Visit;
  /** The name of each question whose answer was refused, and why. */
  readonly problems: readonly (readonly [name: string, problem: string])[];
};

/**
 * What to look at again, at the top of a form that failed: each line leads to its question. The
 * keyboard and the screen reader start here.
 */
export const ProblemSummary = ({ visit, problems }: ProblemSummaryProps) =>
  problems.length === 0 ? null : (
    <section class="problems" tabindex={-1} autofocus aria-labelledby="problems-title">
      <h2 id="problems-title">
        <Icon name="warning" />
        {visit.t('parts.problems', { count: problems.length })}
      </h2>
      <ul>
        {problems.map(([name, problem]) => (
          <li>
            <a href={`#${name}`}>{problem}</a>
          </li>
        ))}
      </ul>
    </section>
  );
