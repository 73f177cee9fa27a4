import type { PageRefusal } from '../http/deps.ts';
import type { Call } from '../http/route.ts';
import { answerPage } from './page.tsx';
import { ButtonLink } from './parts/form.tsx';
import { PATHS_OF_SITE } from './paths.ts';
import type { SiteKey } from './texts.ts';
import { openVisit } from './visit.ts';
import type { Visit } from './visit.ts';

type RefusalText = {
  readonly title: SiteKey;
  readonly what: SiteKey;
  /** What to do, and who can help. */
  readonly advice: SiteKey;
};

const REFUSALS: Readonly<Record<PageRefusal['code'], RefusalText>> = {
  'not-found': {
    title: 'error.notFoundTitle',
    what: 'error.notFound',
    advice: 'error.notFoundDo',
  },
  'not-yours': {
    title: 'error.notYoursTitle',
    what: 'error.notYours',
    advice: 'error.notYoursDo',
  },
  'bad-request': { title: 'error.badTitle', what: 'error.bad', advice: 'error.badDo' },
  'too-large': { title: 'error.tooLargeTitle', what: 'error.tooLarge', advice: 'error.tooLargeDo' },
  'too-many': {
    title: 'problem.tooManyTitle',
    what: 'problem.tooMany',
    advice: 'problem.tooManyDo',
  },
  failed: { title: 'error.failedTitle', what: 'error.failed', advice: 'error.failedDo' },
};

/**
 * The page of every refusal: what happened, what to do, who can help. It asks the database
 * nothing, so it can be shown when the database is what failed.
 */
export function renderRefusal(call: Call, refusal: PageRefusal): Promise<Response> {
  const visit = openVisit(call, null);
  const { t } = visit;
  const text = REFUSALS[refusal.code];
  const isOurFault = refusal.code === 'failed';
  return answerPage(
    call,
    visit,
    {
      title: t(text.title),
      isPrivate: true,
      head: <h1>{t(text.title)}</h1>,
      body: (
        <Sentences
          visit={visit}
          lines={[
            t(text.what),
            t(text.advice),
            ...(isOurFault ? [t('error.reference', { id: call.requestId })] : []),
          ]}
        />
      ),
    },
    refusal.status,
  );
}

type SentencesProps = {
  readonly visit: Visit;
  readonly lines: readonly string[];
};

const Sentences = ({ visit, lines }: SentencesProps) => (
  <div class="wide plain-page">
    {lines.map((line) => (
      <p class="lead">{line}</p>
    ))}
    <ButtonLink href={PATHS_OF_SITE.agenda} kind="second" icon="calendar">
      {visit.t('event.back')}
    </ButtonLink>
  </div>
);
