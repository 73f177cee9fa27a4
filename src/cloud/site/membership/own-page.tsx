import type { Child } from 'hono/jsx';
import { dayOf, formatCents, formatDay } from '../../../shared/format.ts';
import { isUuid } from '../../../shared/ids.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readAnswers } from '../../membership/read-questions.ts';
import type { GivenAnswer } from '../../membership/read-questions.ts';
import { readSavedCard } from '../../payments/saved-cards.ts';
import type { SavedCard } from '../../payments/saved-cards.ts';
import { AccountFrame } from '../account/account-frame.tsx';
import { answerPage } from '../page.tsx';
import { Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, collectivePath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { Answers } from './answers.tsx';
import { OWN_STATE_PATH, StateBadge } from './own-list.tsx';
import { OwnActions } from './own-actions.tsx';
import { listOwnMemberships } from './own-store.ts';
import type { OwnMembershipOnSite } from './own-store.ts';
import { readPayWays } from './pay-choice.tsx';
import type { PayWays } from './pay-choice.tsx';
import { NOT_PAID, OWN_PATH } from './pay-own.ts';

/** One membership of the person: where it stands, in words, and what can be done. */
export const showOwnRoute = {
  method: 'GET',
  path: OWN_PATH,
  who: 'person',
  handle: async (call) => {
    const own = await findOwn(call);
    if (own === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, call.person);
    const { membership } = own;
    return answerPage(call, visit, {
      title: membership.name,
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      stateUrl: OWN_STATE_PATH,
      body: (
        <AccountFrame visit={visit} tab="memberships">
          <div class="member-page">
            <Told call={call} visit={visit} own={own} />
            <div>
              <h1>{membership.name}</h1>
              <p>
                <StateBadge visit={visit} membership={membership} />
              </p>
            </div>
            <p class="lead">{stateText(visit, own)}</p>
            {membership.reason === '' ? null : (
              <p>{visit.t('ownMembers.says.reason', { reason: membership.reason })}</p>
            )}
            <OwnActions visit={visit} own={own} paymentId={call.deps.makeId()} />
            <Details visit={visit} own={own} />
            <p class="back">
              <a href={PATHS_OF_SITE.memberships}>
                <Icon name="back" />
                {visit.t('ownMembers.back')}
              </a>
            </p>
          </div>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

export type Own = {
  readonly membership: OwnMembershipOnSite;
  /** The period to come that could not be paid yet. */
  readonly unpaidNext: OwnMembershipOnSite | null;
  /** One of the same offer is paid ahead, or under way. */
  readonly hasOther: boolean;
  readonly answers: readonly GivenAnswer[];
  readonly ways: PayWays;
  readonly card: SavedCard | null;
};

/** Null when it is not theirs. */
export async function findOwn(call: PersonCall): Promise<Own | null> {
  const { deps, person } = call;
  const id = call.c.req.param('adhesion') ?? '';
  if (!isUuid(id)) return null;
  const all = await listOwnMemberships(deps.db, person.personId, deps.clock());
  const membership = all.find((one) => one.id === id);
  if (membership === undefined) return null;
  const collectiveId = membership.collective.id;
  const [answers, ways, card] = await Promise.all([
    readAnswers(deps.db, [id]),
    readPayWays(deps, person.personId, collectiveId),
    readSavedCard(deps.db, person.personId, collectiveId),
  ]);
  return {
    ...{ membership, ways, card, answers: answers.get(id) ?? [] },
    unpaidNext:
      all.find(
        ({ renewalOf, state }) =>
          renewalOf === id && (state === 'approved' || state === 'waiting-for-payment'),
      ) ?? null,
    hasOther: all.some(
      (one) =>
        one.id !== id &&
        one.offer?.id === membership.offer?.id &&
        (one.isComing || ['requested', 'approved', 'waiting-for-payment'].includes(one.state)),
    ),
  };
}

type OwnProps = { readonly visit: Visit; readonly own: Own };

function stateText({ t, language }: Visit, { membership }: Own): string {
  const { state, isComing, startsOn, endsOn, collective, wasApproved, renewalOf } = membership;
  switch (state) {
    case 'active':
      if (isComing) return t('ownMembers.says.coming', { day: formatDay(startsOn, language) });
      return endsOn === null
        ? t('ownMembers.says.activeOpen')
        : t('ownMembers.says.active', { day: formatDay(endsOn, language) });
    case 'requested':
      return t('ownMembers.says.requested', { collective: collective.name });
    case 'approved':
      if (renewalOf !== null) return t('ownMembers.says.toPayAgain');
      return t(wasApproved ? 'ownMembers.says.approved' : 'ownMembers.says.toPay');
    case 'ended':
      return endsOn === null
        ? t('ownMembers.says.cancelled')
        : t('ownMembers.says.ended', { day: formatDay(endsOn, language) });
    case 'waiting-for-payment':
    case 'cancelled':
    case 'refused':
      return t(`ownMembers.says.${state}`);
  }
}

const PAY_PROBLEMS = ['short', 'no-bank', 'bank-unreachable'] as const;

/** What the person has just done, or what did not work. */
const Told = ({ call, visit, own }: OwnProps & { readonly call: PersonCall }) => {
  const { t } = visit;
  const done = call.c.req.query('fait');
  const { membership, unpaidNext } = own;
  const isPaid = done === 'paye' || call.c.req.query('paye') === '1';
  if (isPaid && membership.state === 'active') {
    return (
      <Notice tone="done" title={t('ownMembers.done.paid')}>
        <p>{t('ownMembers.done.paidNext')}</p>
      </Notice>
    );
  }
  if (done === 'demande' && membership.state === 'requested') {
    return (
      <Notice tone="done" title={t('ownMembers.done.asked')}>
        <p>{t('ownMembers.done.askedNext')}</p>
      </Notice>
    );
  }
  if (done === 'resilie' && !membership.renews) {
    return (
      <Notice tone="done" title={t('ownMembers.done.stopped')}>
        <p>{t('ownMembers.done.stoppedNext')}</p>
      </Notice>
    );
  }
  if (done === 'renouvele' && membership.renews) {
    return <Notice tone="done" title={t('ownMembers.done.kept')} />;
  }
  const code = call.c.req.query(NOT_PAID);
  if (code !== undefined && membership.state !== 'active') {
    return <NotPaid visit={visit} own={own} code={code} />;
  }
  return unpaidNext === null ? null : <Unpaid visit={visit} own={own} />;
};

const NotPaid = ({ visit, own, code }: OwnProps & { readonly code: string }) => {
  const { t, language } = visit;
  const problem = PAY_PROBLEMS.find((one) => one === code);
  const missing = own.membership.cents - own.ways.purseCents;
  if (problem === undefined || (problem === 'short' && missing <= 0)) {
    return <Notice tone="attention" title={t('members.problem.changed')} />;
  }
  const amount = formatCents(Math.max(0, missing) as typeof own.ways.purseCents, language);
  return (
    <Notice tone="refused" title={t(`members.problem.${problem}`, { amount })}>
      <p>{t(problem === 'short' ? 'members.problem.shortDo' : 'members.problem.tryLater')}</p>
    </Notice>
  );
};

const Unpaid = ({ visit, own: { membership } }: OwnProps) => {
  const { t, language } = visit;
  const { renewNextAt, collective } = membership;
  return (
    <Notice tone="attention" title={t('ownMembers.tryTitle')}>
      {renewNextAt === null ? null : (
        <p>
          {t('ownMembers.tryNext', {
            day: formatDay(dayOf(renewNextAt, collective.timeZone), language),
          })}
        </p>
      )}
    </Notice>
  );
};

/** Who, how much, from when to when, how. */
const Details = ({ visit, own }: OwnProps) => {
  const { t, language } = visit;
  const { membership, answers } = own;
  const { collective, priceName, startsOn, endsOn, means, isFromTill, state } = membership;
  const amount = formatCents(membership.cents, language);
  const from = formatDay(startsOn, language);
  const isBegun = state === 'active' || state === 'ended';
  const period =
    endsOn === null
      ? t('ownMembers.fromOpen', { from })
      : t('ownMembers.fromTo', { from, to: formatDay(endsOn, language) });
  const rows: readonly (readonly [string, Child])[] = [
    [t('ownMembers.collective'), <a href={collectivePath(collective.slug)}>{collective.name}</a>],
    ...(priceName === null ? [] : [[t('ownMembers.price'), priceName] as const]),
    ...(isBegun ? [[t('ownMembers.period'), period] as const] : []),
    ...(isFromTill || (isBegun && means === null)
      ? []
      : [[t(isBegun ? 'ownMembers.paid' : 'ownMembers.toPay'), amount] as const]),
    ...(means === null && !isFromTill
      ? []
      : [[t('ownMembers.means'), t(`ownMembers.meansOf.${means ?? 'till'}`)] as const]),
  ];
  return (
    <section class="panel">
      <h2>{t('ownMembers.facts')}</h2>
      <Facts rows={rows} />
      {answers.length === 0 ? null : (
        <>
          <h3>{t('ownMembers.answers')}</h3>
          <Answers visit={visit} answers={answers} />
        </>
      )}
    </section>
  );
};
