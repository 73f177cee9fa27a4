import { dayOf, formatDay } from '../../../shared/format.ts';
import { isUuid } from '../../../shared/ids.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { ERASURE_MS_MAX, listErasures, markErased } from '../../account/erasure-requests.ts';
import type { ErasureRequest } from '../../account/erasure-requests.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { answerPage } from '../../site/page.tsx';
import { EmptyState } from '../../site/parts/facts.tsx';
import { Button, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';

const LIST_PATH = '/gestion/:collective/effacements';
const REQUEST_FIELD = 'demande';

export const erasuresPath = (slug: string): string => LIST_PATH.replace(':collective', slug);

/** People who left for good, so that the collective takes them off its own lists (RULES P4). */
export const listErasuresRoute = {
  method: 'GET',
  path: LIST_PATH,
  who: 'manager',
  handle: async (call) => {
    const { collective } = call;
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const requests = await listErasures(call.deps.db, collective.id);
    return answerPage(call, visit, {
      title: `${t('erasures.title')} · ${collective.name}`,
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account office">
          <p class="back">
            <a href={collectiveOfficePath(collective.slug)}>
              <Icon name="back" />
              {t('office.back')}
            </a>
          </p>
          {call.c.req.query('fait') === undefined ? null : (
            <Notice tone="done" title={t('erasures.done')}>
              <p>{t('erasures.doneWhy')}</p>
            </Notice>
          )}
          <h1>{t('erasures.title')}</h1>
          {requests.length === 0 ? (
            <EmptyState icon="check" title={t('erasures.none')}>
              <p>{t('erasures.noneWhy')}</p>
            </EmptyState>
          ) : (
            <>
              <p class="lead">{t('erasures.lead')}</p>
              <ul class="rows panel">
                {requests.map((request) => (
                  <Request visit={visit} slug={collective.slug} request={request} />
                ))}
              </ul>
            </>
          )}
        </div>
      ),
    });
  },
} satisfies Route;

type RequestProps = {
  readonly visit: Visit;
  readonly slug: string;
  readonly request: ErasureRequest;
};

const Request = ({ visit, slug, request }: RequestProps) => {
  const { t } = visit;
  const name = request.name === '' ? request.email : request.name;
  return (
    <li class="row erasure">
      <div class="row-text">
        <strong>{name}</strong>
        {request.name === '' ? null : <span class="soft">{request.email}</span>}
        <span class="soft">
          {t('erasures.since', { day: dayText(visit, request.askedAt) })}{' '}
          {t('erasures.until', { day: dayText(visit, addMs(request.askedAt, ERASURE_MS_MAX)) })}
        </span>
      </div>
      <Form visit={visit} action={erasuresPath(slug)} class="inline">
        <input type="hidden" name={REQUEST_FIELD} value={request.id} />
        <Button kind="second" icon="check" label={t('erasures.goLabel', { name })}>
          {t('erasures.go')}
        </Button>
      </Form>
    </li>
  );
};

const dayText = ({ language }: Visit, at: Instant): string =>
  formatDay(dayOf(at, 'Europe/Paris'), language);

/** It is done: name and address go from here too. */
export const markErasedRoute = {
  method: 'POST',
  path: LIST_PATH,
  who: 'manager',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const { collective } = call;
    const form = await readForm(call);
    const id = form.text(REQUEST_FIELD);
    const path = erasuresPath(collective.slug);
    if (!form.isOurs || !isUuid(id)) return call.c.redirect(path, 303);
    await writeTransaction(db, (tx) =>
      markErased(tx, { id, collectiveId: collective.id }, clock()),
    );
    return call.c.redirect(`${path}?fait=1`, 303);
  },
} satisfies Route;
