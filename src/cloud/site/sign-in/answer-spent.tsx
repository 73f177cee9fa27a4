import type { Call } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';

/** The code or the link can no longer be used: says why it may be so, and how to go on. */
export function answerSpent(call: Call, visit: Visit, what: 'code' | 'link'): Promise<Response> {
  const { t } = visit;
  const title = t(`problem.${what}SpentTitle`);
  return answerPage(
    call,
    visit,
    {
      title,
      isPrivate: true,
      isHeadNarrow: true,
      head: <h1>{title}</h1>,
      body: (
        <div class="narrow sheet">
          <p class="lead">{t(`problem.${what}Spent`)}</p>
          <p>{t('problem.codeSpentDo')}</p>
          <ButtonLink href={PATHS_OF_SITE.signIn} icon="refresh">
            {t('signIn.again')}
          </ButtonLink>
        </div>
      ),
    },
    410,
  );
}
