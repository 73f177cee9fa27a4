import { dayOf, formatDay } from '../../../shared/format.ts';
import { countTry } from '../../api/rate-limit.ts';
import { listOpenRequests } from '../../cards/card-requests.ts';
import type { OpenCardRequest } from '../../cards/card-requests.ts';
import { handOver } from '../../cards/hand-over.ts';
import type { HandOverRefusal } from '../../cards/hand-over.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { answerPage } from '../../site/page.tsx';
import { EmptyState } from '../../site/parts/facts.tsx';
import { TextField } from '../../site/parts/fields.tsx';
import { Button, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';

const LIST_PATH = '/gestion/:collective/pass-demandes';
const HAND_OVER_PATH = `${LIST_PATH}/:demande` as const;

export const cardRequestsPath = (slug: string): string => LIST_PATH.replace(':collective', slug);

/** One form for each request on the same page. */
const numberField = (requestId: string): string => `numero_${requestId}`;
/** An address in a QR is longer than a number. */
const NUMBER_LENGTH_MAX = 200;

const HOUR_MS = 3_600_000;
/** Numbers are looked for one by one: nobody tries them all. */
const TRIES = { triesMax: 40, windowMs: HOUR_MS } as const;

type Fault = HandOverRefusal | 'form-old' | 'too-many';
type Sent = { readonly requestId: string; readonly typed: string; readonly fault: Fault };

/** Who waits for a Pass, and what for (RULES C6). */
export const listCardRequestsRoute = {
  method: 'GET',
  path: LIST_PATH,
  who: 'manager',
  handle: (call) => answerRequests(call, null),
} satisfies Route;

/** Hands a Pass over: links it at once, closes the request, tells the person. */
export const handOverRoute = {
  method: 'POST',
  path: HAND_OVER_PATH,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, makeId, config } = call.deps;
    const { collective, person } = call;
    const form = await readForm(call);
    const requestId = call.c.req.param('demande') ?? '';
    const typed = form.text(numberField(requestId));
    const refuse = (fault: Fault): Promise<Response> =>
      answerRequests(call, { requestId, typed, fault });
    if (!form.isOurs) return refuse('form-old');
    const now = clock();
    const isCalm = await writeTransaction(db, (tx) =>
      countTry(tx, `hand-over:${person.personId}`, TRIES, now),
    );
    if (!isCalm) return refuse('too-many');
    const done = await writeTransaction(db, (tx) =>
      handOver(
        tx,
        { requestId, collectiveId: collective.id, typed },
        { makeId, now, publicUrl: config.publicUrl },
      ),
    );
    if (!done.ok) return refuse(done.error);
    return call.c.redirect(`${cardRequestsPath(collective.slug)}?remis=${done.value.number}`, 303);
  },
} satisfies Route;

async function answerRequests(call: ManagerCall, sent: Sent | null): Promise<Response> {
  const { db } = call.deps;
  const { collective } = call;
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const requests = await listOpenRequests(db, collective.id);
  const isGone = sent !== null && requests.every(({ id }) => id !== sent.requestId);
  return answerPage(
    call,
    visit,
    {
      title: `${t('cardOffice.title')} · ${collective.name}`,
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
          <HandedOver visit={visit} done={await readHandedOver(call)} />
          {isGone ? <Notice tone="refused" title={t(`cardOffice.faults.${sent.fault}`)} /> : null}
          <h1>{t('cardOffice.title')}</h1>
          {requests.length === 0 ? (
            <EmptyState icon="pass" title={t('cardOffice.none')}>
              <p>{t('cardOffice.noneWhy')}</p>
            </EmptyState>
          ) : (
            <p class="lead">{t('cardOffice.lead')}</p>
          )}
          <div class="account-side">
            {requests.map((request) => (
              <Request
                visit={visit}
                slug={collective.slug}
                request={request}
                sent={sent?.requestId === request.id ? sent : null}
              />
            ))}
            <TillHint visit={visit} />
          </div>
        </div>
      ),
    },
    sent === null ? 200 : 422,
  );
}

type Done = { readonly name: string; readonly number: string } | null;

/** Asked again from the rows: an address that somebody made up says nothing. */
async function readHandedOver({ deps, c, collective }: ManagerCall): Promise<Done> {
  const number = c.req.query('remis');
  if (number === undefined) return null;
  const row = await deps.db.query
    .selectFrom('card_request')
    .innerJoin('card', 'card.id', 'card_request.card_id')
    .innerJoin('person', 'person.id', 'card_request.person_id')
    .select(['person.name', 'person.email', 'card.number'])
    .where('card_request.collective_id', '=', collective.id)
    .where('card_request.state', '=', 'handed-over')
    .where('card.number', '=', number)
    .executeTakeFirst();
  return row === undefined ? null : { name: nameOf(row), number: row.number };
}

const nameOf = (person: { readonly name: string; readonly email: string | null }): string =>
  person.name === '' ? (person.email ?? '') : person.name;

const HandedOver = ({ visit, done }: { readonly visit: Visit; readonly done: Done }) =>
  done === null ? null : (
    <Notice tone="done" title={visit.t('cardOffice.done', done)}>
      <p>{visit.t('cardOffice.doneWhy')}</p>
    </Notice>
  );

type RequestProps = {
  readonly visit: Visit;
  readonly slug: string;
  readonly request: OpenCardRequest;
  readonly sent: Sent | null;
};

const Request = ({ visit, slug, request, sent }: RequestProps) => {
  const { t, language } = visit;
  const name = nameOf({ name: request.personName, email: request.email });
  const day = formatDay(dayOf(request.askedAt, 'Europe/Paris'), language);
  return (
    <section class="panel">
      <h2>{name}</h2>
      <p>
        {request.lostCard === null
          ? t('cardOffice.first')
          : t('cardOffice.instead', { number: request.lostCard.number })}
        <br />
        <span class="soft">
          {t('cardOffice.since', { day })} · {request.email}
        </span>
      </p>
      <Form visit={visit} action={`${cardRequestsPath(slug)}/${request.id}`}>
        <TextField
          name={numberField(request.id)}
          label={t('cardOffice.number')}
          hint={t('cardOffice.numberHint')}
          value={sent?.typed ?? ''}
          maxlength={NUMBER_LENGTH_MAX}
          problem={sent === null ? undefined : t(`cardOffice.faults.${sent.fault}`)}
        />
        <Button icon="pass" label={t('cardOffice.goLabel', { name })}>
          {t('cardOffice.go')}
        </Button>
      </Form>
    </section>
  );
};

/** The same without this page. */
const TillHint = ({ visit }: { readonly visit: Visit }) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('cardOffice.till')}</h2>
      <p>{t('cardOffice.tillHow')}</p>
      <p class="soft">{t('cardOffice.tillDone')}</p>
    </section>
  );
};
