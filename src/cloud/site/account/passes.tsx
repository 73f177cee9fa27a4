import { findOwnRequest } from '../../cards/card-requests.ts';
import type { OpenCardRequest } from '../../cards/card-requests.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { listOwnCollectiveIds } from '../agenda/own-collectives.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { EmptyState } from '../parts/facts.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, lostPassPath } from '../paths.ts';
import { losePass } from '../pass/lose-pass.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { AccountFrame } from './account-frame.tsx';
import { AskForm, OpenRequest, listDesks } from './card-request.tsx';
import type { RequestProblem } from './card-request.tsx';
import { findPassOf, listPasses } from './pass-store.ts';
import type { Pass } from './pass-store.ts';

/** The Passes of a person, with their numbers. */
export const showPassesRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.passes,
  who: 'person',
  handle: (call) => answerPasses(call, null),
} satisfies Route;

export async function answerPasses(
  call: PersonCall,
  problem: RequestProblem | null,
): Promise<Response> {
  const { db } = call.deps;
  const { personId } = call.person;
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const passes = await listPasses(db, personId);
  const request = await findOwnRequest(db, personId);
  const own = await listOwnCollectiveIds(db, personId, visit.now);
  const desks = await listDesks(db, own);
  const lost = passes.find(({ state }) => state === 'lost') ?? null;
  // Somebody with a Pass in use and none lost needs no other one.
  const mayAsk = request === null && (lost !== null || passes.every(isOff));
  return answerPage(
    call,
    visit,
    {
      title: t('pass.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      body: (
        <AccountFrame visit={visit} tab="passes">
          <PassNotice visit={visit} call={call} passes={passes} request={request} />
          <h1>{t('pass.title')}</h1>
          <Lead visit={visit} hasPass={passes.length > 0} hasRequest={request !== null} />
          {request === null ? null : <OpenRequest visit={visit} request={request} />}
          <ul class="passes">
            {passes.map((pass) => (
              <PassItem visit={visit} pass={pass} />
            ))}
          </ul>
          <div class="account-side">
            {mayAsk ? <AskForm {...{ visit, desks, lost, problem }} /> : null}
            {passes.length === 0 ? null : (
              <section class="panel">
                <h2>{t('pass.add')}</h2>
                <p>{t('pass.addHow')}</p>
              </section>
            )}
          </div>
        </AccountFrame>
      ),
    },
    problem === null ? 200 : 422,
  );
}

type LeadProps = {
  readonly visit: Visit;
  readonly hasPass: boolean;
  readonly hasRequest: boolean;
};

const Lead = ({ visit, hasPass, hasRequest }: LeadProps) => {
  const { t } = visit;
  if (hasPass) return <p class="lead">{t('pass.lead')}</p>;
  if (hasRequest) return <p class="lead">{t('cardRequest.noneScan')}</p>;
  return (
    <EmptyState icon="pass" title={t('cardRequest.noneTitle')}>
      <p>{t('cardRequest.noneScan')}</p>
      <p>{t('cardRequest.noneAsk')}</p>
    </EmptyState>
  );
};

const isOff = ({ state }: Pass): boolean => state !== 'linked';

type NoticeProps = {
  readonly visit: Visit;
  readonly call: PersonCall;
  readonly passes: readonly Pass[];
  readonly request: OpenCardRequest | null;
};

/** What the form before this page did. */
const PassNotice = ({ visit, call, passes, request }: NoticeProps) => {
  const { t } = visit;
  const [lostNumber, asked] = [call.c.req.query('perdu'), call.c.req.query('demande')];
  const lost = passes.find(({ number, state }) => number === lostNumber && state === 'lost');
  if (lost !== undefined) {
    return (
      <Notice tone="done" title={t('pass.lostDone', { number: lost.number })}>
        <p>{t('pass.lostDoneWhy')}</p>
      </Notice>
    );
  }
  if (asked === 'faite' && request !== null) {
    const { name: collective } = request.collective;
    return <Notice tone="done" title={t('cardRequest.done', { collective })} />;
  }
  return asked === 'retiree' && request === null ? (
    <Notice tone="done" title={t('cardRequest.withdrawn')} />
  ) : null;
};

const PassItem = ({ visit, pass }: { readonly visit: Visit; readonly pass: Pass }) => {
  const { t } = visit;
  const isInUse = pass.state === 'linked';
  return (
    <li class="pass-item">
      <div class={isInUse ? 'pass-card' : 'pass-card pass-card-off'}>
        <Icon name="pass" />
        <span class="pass-number">
          <span class="hidden">{t('pass.number')} </span>
          {pass.number}
        </span>
        <span class="pass-state">
          <Icon name={isInUse ? 'check' : 'cross'} />
          {t(isInUse ? 'pass.linked' : pass.state === 'lost' ? 'pass.lost' : 'pass.retired')}
        </span>
      </div>
      {isInUse ? (
        <a href={lostPassPath(pass.id)} class="button button-second">
          <Icon name="warning" />
          {t('pass.declareLost')}
        </a>
      ) : null}
    </li>
  );
};

const LOST_PATH = `${PATHS_OF_SITE.passes}/:card/perdu` as const;

/** Asks before a Pass is declared lost: says what happens, and that it does not come back. */
export const askLostRoute = {
  method: 'GET',
  path: LOST_PATH,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const pass = await findNamedPass(call);
    if (pass === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    if (pass.state !== 'linked') return call.c.redirect(PATHS_OF_SITE.passes, 303);
    const title = t('pass.lostTitle', { number: pass.number });
    return answerPage(call, visit, {
      title,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          <ul class="reasons">
            {(
              [
                ['shield', 'pass.lostOne'],
                ['purse', 'pass.lostTwo'],
                ['warning', 'pass.lostThree'],
                ['hand', 'pass.lostFour'],
              ] as const
            ).map(([icon, key]) => (
              <li>
                <Icon name={icon} />
                {t(key)}
              </li>
            ))}
          </ul>
          <Form visit={visit} action={lostPassPath(pass.id)}>
            <Button kind="danger" icon="warning">
              {t('pass.lostGo')}
            </Button>
            <ButtonLink href={PATHS_OF_SITE.passes} kind="second" icon="back">
              {t('pass.lostBack')}
            </ButtonLink>
          </Form>
        </div>
      ),
    });
  },
} satisfies Route;

/** Declares it lost (RULES C6). Sent twice, it is lost once. */
export const declareLostRoute = {
  method: 'POST',
  path: LOST_PATH,
  who: 'person',
  handle: async (call) => {
    const pass = await findNamedPass(call);
    if (pass === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(lostPassPath(pass.id), 303);
    const { personId } = call.person;
    // Whatever it is by now, the next page says it.
    const at = call.deps.clock();
    await writeTransaction(call.deps.db, (tx) => losePass(tx, { cardId: pass.id, personId, at }));
    return call.c.redirect(`${PATHS_OF_SITE.passes}?perdu=${pass.number}`, 303);
  },
} satisfies Route;

const findNamedPass = (call: PersonCall): Promise<Pass | null> =>
  findPassOf(call.deps.db, call.person.personId, call.c.req.param('card') ?? '');
