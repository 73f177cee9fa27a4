import { csvFile, number } from '../../../domain/closing/csv-file.ts';
import type { CsvCell } from '../../../domain/closing/csv-file.ts';
import { dayOf, formatCents, formatDay } from '../../../shared/format.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { REASON_LENGTH_MAX } from '../../membership/answer-request.ts';
import { Answers } from '../../site/membership/answers.tsx';
import { answerPage } from '../../site/page.tsx';
import { EmptyState } from '../../site/parts/facts.tsx';
import { AreaField } from '../../site/parts/fields.tsx';
import { Button, ButtonLink, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { CardTable } from '../../site/parts/tables.tsx';
import { TwoStep } from '../../site/parts/two-step.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';
import { MEMBER_PATHS, answerRequestPath, membersCsvPath, membersPath } from './member-paths.ts';
import { MEMBER_FILTERS, listMemberRequests, listMembers } from './members-store.ts';
import type { MemberFilter, MemberLine, MemberRequest } from './members-store.ts';

/** Lines on the page; the file has all of them. */
const SHOWN_MAX = 200;
const FILE_LINES_MAX = 50_000;

export const REASON_FIELD = 'raison';

/** A refusal whose reason has to be looked at again. */
export type Sent = {
  readonly membershipId: string;
  readonly reason: string;
  readonly problem: string;
};

/** Requests first, then who is a member until when. */
export const listMembersRoute = {
  method: 'GET',
  path: MEMBER_PATHS.list,
  who: 'manager',
  handle: (call) => answerMembers(call, null),
} satisfies Route;

export async function answerMembers(call: ManagerCall, sent: Sent | null): Promise<Response> {
  const { collective, deps } = call;
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const filter = readFilter(call);
  const [requests, members] = await Promise.all([
    listMemberRequests(deps.db, collective.id),
    listMembers(deps.db, collective.id, filter, SHOWN_MAX + 1),
  ]);
  return answerPage(
    call,
    visit,
    {
      title: `${t('membersOffice.title')} · ${collective.name}`,
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account office">
          <p class="back">
            <a href={collectiveOfficePath(collective.slug)}>
              <Icon name="back" />
              {collective.name}
            </a>
          </p>
          <Told call={call} visit={visit} />
          <h1>{t('membersOffice.title')}</h1>
          <section class="panel">
            <h2>{t('membersOffice.requests')}</h2>
            {requests.length === 0 ? <p class="soft">{t('membersOffice.noRequests')}</p> : null}
            <ul class="rows">
              {requests.map((request) => (
                <RequestRow
                  {...{ visit, request, slug: collective.slug }}
                  sent={sent?.membershipId === request.id ? sent : null}
                />
              ))}
            </ul>
          </section>
          <Members {...{ visit, members, filter, slug: collective.slug }} />
        </div>
      ),
    },
    sent === null ? 200 : 422,
  );
}

function readFilter(call: ManagerCall): MemberFilter {
  const asked = call.c.req.query('montrer') ?? '';
  return Object.hasOwn(MEMBER_FILTERS, asked) ? (asked as MemberFilter) : 'current';
}

/** What was just done, by the word in the address. */
const TOLD = {
  oui: { tone: 'done', title: 'approved', next: 'approvedNext' },
  non: { tone: 'done', title: 'refused', next: 'refusedNext' },
  autrement: { tone: 'attention', title: 'otherwise', next: null },
  retire: { tone: 'attention', title: 'withdrawn', next: null },
} as const;

const Told = ({ call, visit }: { readonly call: ManagerCall; readonly visit: Visit }) => {
  const { t } = visit;
  const word = call.c.req.query('fait') ?? '';
  const told = Object.hasOwn(TOLD, word) ? TOLD[word as keyof typeof TOLD] : null;
  return told === null ? null : (
    <Notice tone={told.tone} title={t(`membersOffice.${told.title}`)}>
      {told.next === null ? null : <p>{t(`membersOffice.${told.next}`)}</p>}
    </Notice>
  );
};

type RequestProps = {
  readonly visit: Visit;
  readonly request: MemberRequest;
  readonly slug: string;
  readonly sent: Sent | null;
};

const RequestRow = ({ visit, request, slug, sent }: RequestProps) => {
  const { t, language } = visit;
  const name = nameOf(visit, request);
  const field = `${REASON_FIELD}-${request.id}`;
  return (
    <li class="row" id={request.id}>
      <div class="row-text">
        <strong>{name}</strong>
        {request.email === null || request.email === name ? null : <span>{request.email}</span>}
        <span>
          {t('membersOffice.wants', {
            ...{ offer: request.offer, price: request.price },
            amount: formatCents(request.cents, language),
          })}
        </span>
        <span class="soft">
          {t('membersOffice.asked', {
            day: formatDay(dayOf(request.askedAt, 'Europe/Paris'), language),
          })}
        </span>
        {request.answers.length === 0 ? null : <Answers visit={visit} answers={request.answers} />}
        <div class="buttons">
          <Form
            visit={visit}
            action={answerRequestPath(slug, request.id, 'accepter')}
            class="inline"
          >
            <Button icon="check" label={t('membersOffice.approveLabel', { name })}>
              {t('membersOffice.approve')}
            </Button>
          </Form>
          <TwoStep
            id={`refuser-${request.id}`}
            ask={t('membersOffice.refuse')}
            icon="cross"
            isOpen={sent !== null}
          >
            <Form visit={visit} action={answerRequestPath(slug, request.id, 'refuser')}>
              <AreaField
                name={field}
                label={t('membersOffice.reason')}
                hint={t('membersOffice.reasonHint')}
                maxlength={REASON_LENGTH_MAX}
                rows={2}
                value={sent?.reason ?? ''}
                problem={sent?.problem}
              />
              <Button kind="danger" label={t('membersOffice.refuseLabel', { name })}>
                {t('membersOffice.refuseSure')}
              </Button>
            </Form>
          </TwoStep>
        </div>
      </div>
    </li>
  );
};

type MembersProps = {
  readonly visit: Visit;
  readonly members: readonly MemberLine[];
  readonly filter: MemberFilter;
  readonly slug: string;
};

const Members = ({ visit, members, filter, slug }: MembersProps) => {
  const { t } = visit;
  const shown = members.slice(0, SHOWN_MAX);
  return (
    <section class="panel">
      <h2>{t('membersOffice.members')}</h2>
      <nav class="choices" aria-label={t('membersOffice.show')}>
        {(Object.keys(MEMBER_FILTERS) as MemberFilter[]).map((one) => (
          <a
            class="chip"
            href={`${membersPath(slug)}?montrer=${one}`}
            aria-current={one === filter ? 'page' : undefined}
          >
            {t(`membersOffice.filter.${one}`)}
          </a>
        ))}
      </nav>
      {shown.length === 0 ? (
        <EmptyState icon="heart" title={t('membersOffice.noMembers')} />
      ) : (
        <CardTable
          caption={t('membersOffice.membersCount', { count: shown.length })}
          columns={SHOWN_COLUMNS.map((column) => ({
            title: t(`membersOffice.column.${column}`),
            isFigure: column === 'paid',
          }))}
          rows={shown.map((member) => SHOWN_COLUMNS.map((column) => cellOf(visit, member, column)))}
        />
      )}
      {members.length > SHOWN_MAX ? <p>{t('membersOffice.more', { max: SHOWN_MAX })}</p> : null}
      <ButtonLink href={membersCsvPath(slug)} kind="second" icon="list">
        {t('membersOffice.csv')}
      </ButtonLink>
    </section>
  );
};

const SHOWN_COLUMNS = ['name', 'offer', 'until', 'state', 'paid', 'means'] as const;
const FILE_COLUMNS = [
  'name',
  'email',
  'offer',
  'price',
  'from',
  'until',
  'state',
  'paid',
  'means',
  'renews',
] as const;

function nameOf({ t }: Visit, { name, email }: Pick<MemberLine, 'name' | 'email'>): string {
  if (name !== '') return name;
  return email ?? t('membersOffice.left');
}

const isPaid = ({ state, means }: MemberLine): boolean =>
  means !== null && means !== 'till' && ['active', 'ended', 'cancelled'].includes(state);

function cellOf(visit: Visit, member: MemberLine, column: (typeof SHOWN_COLUMNS)[number]): string {
  const { t, language } = visit;
  switch (column) {
    case 'name':
      return nameOf(visit, member);
    case 'offer':
      return member.price === '' ? member.offer : `${member.offer} (${member.price})`;
    case 'until':
      return hasPeriod(member)
        ? member.endsOn === null
          ? t('membersOffice.noEnd')
          : formatDay(member.endsOn, language)
        : '';
    case 'state':
      return t(`ownMembers.state.${member.state}`);
    case 'paid':
      return isPaid(member) ? formatCents(member.cents, language) : '';
    case 'means':
      return member.means === null ? '' : t(`ownMembers.meansOf.${member.means}`);
  }
}

const hasPeriod = ({ state, endsOn }: MemberLine): boolean =>
  state === 'active' || state === 'ended' || endsOn !== null;

/** All lines of all states, for a spreadsheet. */
export const membersCsvRoute = {
  method: 'GET',
  path: MEMBER_PATHS.csv,
  who: 'manager',
  handle: async (call) => {
    const { collective, deps } = call;
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const members = await listMembers(deps.db, collective.id, 'all', FILE_LINES_MAX);
    const file = csvFile([
      FILE_COLUMNS.map((column) => t(`membersOffice.column.${column}`)),
      ...members.map((member): readonly CsvCell[] => [
        nameOf(visit, member),
        member.email ?? '',
        member.offer,
        member.price,
        hasPeriod(member) ? member.startsOn : '',
        hasPeriod(member) ? (member.endsOn ?? t('membersOffice.noEnd')) : '',
        t(`ownMembers.state.${member.state}`),
        isPaid(member) ? number(member.cents, 2) : '',
        member.means === null ? '' : t(`ownMembers.meansOf.${member.means}`),
        t(member.renews ? 'members.yes' : 'members.no'),
      ]),
    ]);
    call.c.header('Content-Type', 'text/csv; charset=utf-8');
    const name = `${t('membersOffice.file')}-${collective.slug}.csv`;
    call.c.header('Content-Disposition', `attachment; filename="${name}"`);
    call.c.header('Cache-Control', 'no-store');
    return call.c.body(file);
  },
} satisfies Route;
