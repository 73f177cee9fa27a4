import type { Route } from '../http/route.ts';
import { answerPage } from '../site/page.tsx';
import { Icon, garlandOf } from '../site/parts/icon.tsx';
import { openVisit } from '../site/visit.ts';
import { OFFICE_PATHS, collectiveOfficePath } from './office-paths.ts';
import { listManagedCollectives } from './office-store.ts';

/** The collectives that somebody runs; the only one opens by itself. */
export const showOfficeRoute = {
  method: 'GET',
  path: OFFICE_PATHS.home,
  who: 'person',
  handle: async (call) => {
    const collectives = await listManagedCollectives(call.deps.db, call.person.personId);
    const [only, ...others] = collectives;
    if (only !== undefined && others.length === 0) {
      return call.c.redirect(collectiveOfficePath(only.slug), 303);
    }
    const visit = openVisit(call, call.person);
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('office.title'),
      section: 'office',
      isPrivate: true,
      body: (
        <div class="narrow">
          <h1>{t('office.title')}</h1>
          {collectives.length === 0 ? (
            <>
              <p class="lead">{t('office.none')}</p>
              <p>{t('office.noneDo')}</p>
            </>
          ) : (
            <p class="lead">{t('office.lead')}</p>
          )}
          <ul class="rows">
            {collectives.map((collective) => (
              <li class="row">
                <span class={`row-mark tint-${garlandOf(collective.id)}`}>
                  <Icon name="local" />
                </span>
                <a href={collectiveOfficePath(collective.slug)}>{collective.name}</a>
              </li>
            ))}
          </ul>
        </div>
      ),
    });
  },
} satisfies Route;
