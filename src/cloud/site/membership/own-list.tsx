import { dayOf, formatDay } from '../../../shared/format.ts';
import type { Route } from '../../http/route.ts';
import { AccountFrame } from '../account/account-frame.tsx';
import { answerPage } from '../page.tsx';
import { Badge, EmptyState } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { garlandOf } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, ownMembershipPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { groupOf, listOwnMemberships, readMembershipsVersion } from './own-store.ts';
import type { OwnMembershipOnSite } from './own-store.ts';

export const OWN_STATE_PATH = `${PATHS_OF_SITE.memberships}/etat` as const;

/** Abonnements: what runs first, what is under way, what is over (RULES P3). */
export const listOwnRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.memberships,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const own = await listOwnMemberships(call.deps.db, call.person.personId, visit.now);
    const groups = Map.groupBy(own, groupOf);
    const isWithdrawn = call.c.req.query('fait') === 'retire';
    return answerPage(call, visit, {
      title: t('ownMembers.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      stateUrl: OWN_STATE_PATH,
      body: (
        <AccountFrame visit={visit} tab="memberships">
          <div class="member-list">
            {isWithdrawn ? <Notice tone="done" title={t('ownMembers.done.withdrawn')} /> : null}
            <h1 class="hidden">{t('ownMembers.title')}</h1>
            {own.length === 0 ? (
              <EmptyState icon="heart" title={t('ownMembers.empty')}>
                <p>{t('ownMembers.emptyDo')}</p>
                <ButtonLink href={PATHS_OF_SITE.offers} icon="heart">
                  {t('ownMembers.look')}
                </ButtonLink>
              </EmptyState>
            ) : null}
            {(['current', 'waiting', 'past'] as const).map((group) => (
              <Group
                visit={visit}
                title={t(`ownMembers.${group}`)}
                memberships={groups.get(group) ?? []}
              />
            ))}
            {own.length === 0 ? null : (
              <ButtonLink href={PATHS_OF_SITE.offers} kind="second" icon="plus">
                {t('ownMembers.look')}
              </ButtonLink>
            )}
          </div>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

/** Whether that has changed, for a page that is open. */
export const ownStateRoute = {
  method: 'GET',
  path: OWN_STATE_PATH,
  who: 'person',
  handle: async (call) => {
    const etag = `"${await readMembershipsVersion(call.deps.db, call.person.personId)}"`;
    call.c.header('ETag', etag);
    call.c.header('Cache-Control', 'private, no-cache');
    return call.c.req.header('if-none-match') === etag
      ? call.c.body(null, 304)
      : call.c.body(null, 204);
  },
} satisfies Route;

type GroupProps = {
  readonly visit: Visit;
  readonly title: string;
  readonly memberships: readonly OwnMembershipOnSite[];
};

const Group = ({ visit, title, memberships }: GroupProps) =>
  memberships.length === 0 ? null : (
    <section class="panel">
      <h2>{title}</h2>
      <ul class="rows">
        {memberships.map((membership) => (
          <li class="row">
            <span class={`dot dot-${garlandOf(membership.collective.id)}`} />
            <div class="row-text">
              <a href={ownMembershipPath(membership.id)}>
                <strong>{membership.name}</strong>
              </a>
              <span>{membership.collective.name}</span>
              {notesOf(visit, membership).map((note, index) =>
                index === 0 && membership.state === 'active' ? (
                  <span class="member-until">{note}</span>
                ) : (
                  <span class="soft">{note}</span>
                ),
              )}
            </div>
            {membership.state === 'active' && !membership.isComing ? null : (
              <StateBadge visit={visit} membership={membership} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );

type BadgeProps = { readonly visit: Visit; readonly membership: OwnMembershipOnSite };

/** Its state in a word. */
export const StateBadge = ({ visit, membership }: BadgeProps) => {
  const { state, isComing } = membership;
  const word = visit.t(`ownMembers.state.${isComing ? 'coming' : state}`);
  switch (state) {
    case 'active':
      return (
        <Badge tone="done" icon="check">
          {word}
        </Badge>
      );
    case 'approved':
    case 'waiting-for-payment':
      return (
        <Badge tone="attention" icon="coins">
          {word}
        </Badge>
      );
    case 'requested':
      return (
        <Badge tone="attention" icon="clock">
          {word}
        </Badge>
      );
    case 'refused':
      return <Badge tone="refused">{word}</Badge>;
    case 'ended':
    case 'cancelled':
      return <Badge tone="quiet">{word}</Badge>;
  }
};

function notesOf(visit: Visit, membership: OwnMembershipOnSite): readonly string[] {
  const { t, language } = visit;
  const { state, startsOn, endsOn, isComing, collective } = membership;
  if (groupOf(membership) === 'waiting') return [];
  if (state === 'refused' || (state === 'cancelled' && endsOn === null)) return [];
  const until =
    endsOn === null
      ? t('ownMembers.noEnd')
      : t('ownMembers.until', { day: formatDay(endsOn, language) });
  if (state !== 'active') return [until];
  const first = isComing ? t('ownMembers.starts', { day: formatDay(startsOn, language) }) : until;
  const { renewNextAt, renewMeans } = membership;
  if (renewNextAt === null || renewMeans === null) return [first];
  const day = formatDay(dayOf(renewNextAt, collective.timeZone), language);
  return [first, `${t('ownMembers.renewsOn', { day })}, ${t(`ownMembers.by.${renewMeans}`)}`];
}
