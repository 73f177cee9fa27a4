import { formatDay, formatMinutes } from '../../../shared/format.ts';
import type { Day } from '../../../shared/time.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { Button, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { TextField } from '../../site/parts/fields.tsx';
import { findNamedPerson } from './find-person.ts';
import { addSharer, listTeams, removeSharer } from './teams-store.ts';
import type { Team } from './teams-store.ts';

const SHARERS_MAX = 50;

type Fault = 'person-empty' | 'pass-unknown' | 'email-wrong' | 'team-full' | 'form-old';
type Sent = { readonly membershipId: string; readonly typed: string; readonly fault: Fault | null };
const NOTHING_SENT: Sent = { membershipId: '', typed: '', fault: null };

export const listTeamsRoute = {
  method: 'GET',
  path: BADGE_PATHS.teams,
  who: 'manager',
  handle: (call) => answerTeams(call, NOTHING_SENT),
} satisfies Route;

/** Memberships with hours: what is left of them, and who uses them together. */
async function answerTeams(call: ManagerCall, sent: Sent): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective } = office;
  const { t } = visit;
  const teams = await listTeams(call.deps.db, collective.id, visit.now);
  const action = badgePath(collective.slug, 'teams');
  return answerBadgePage(call, office, {
    title: t('badgeOffice.teams.title'),
    tab: 'teams',
    status: sent.fault === null ? 200 : 422,
    body: (
      <>
        {call.c.req.query('fait') === undefined ? null : (
          <Notice tone="done" title={t('badgeOffice.teams.saved')} />
        )}
        <h1>{t('badgeOffice.teams.title')}</h1>
        <p class="lead">
          {t(teams.length === 0 ? 'badgeOffice.teams.none' : 'badgeOffice.teams.lead')}
        </p>
        <div class="account-side">
          {teams.map((team) => (
            <TeamPanel
              visit={visit}
              action={action}
              team={team}
              sent={sent.membershipId === team.membershipId ? sent : NOTHING_SENT}
            />
          ))}
        </div>
      </>
    ),
  });
}

type PanelProps = {
  readonly visit: Visit;
  readonly action: string;
  readonly team: Team;
  readonly sent: Sent;
};

const TeamPanel = ({ visit, action, team, sent }: PanelProps) => {
  const { t, language } = visit;
  return (
    <section class="panel">
      <h2>{t('badgeOffice.teams.of', { name: team.owner.name, membership: team.membership })}</h2>
      {team.pools.map(({ planName, minutes, leftMinutes, endsOn }) => (
        <p>
          {t('badgeOffice.teams.left', {
            left: formatMinutes(leftMinutes, language),
            minutes: formatMinutes(minutes, language),
            plan: planName,
          })}{' '}
          {endsOn === null
            ? null
            : t('badgeOffice.teams.until', { day: formatDay(endsOn as Day, language) })}
        </p>
      ))}
      {team.isShared ? (
        <Sharers {...{ visit, action, team, sent }} />
      ) : (
        <p class="soft">{t('badgeOffice.teams.notShared')}</p>
      )}
    </section>
  );
};

const Sharers = ({ visit, action, team, sent }: PanelProps) => {
  const { t } = visit;
  const name = `qui_${team.membershipId}`;
  return (
    <>
      <ul class="rows">
        {team.sharers.map((sharer) => (
          <li class="row">
            <span class="row-mark">
              <Icon name="user" />
            </span>
            <div class="row-text">{sharer.name}</div>
            <Form visit={visit} action={action} class="inline">
              <input type="hidden" name="adhesion" value={team.membershipId} />
              <input type="hidden" name="retirer" value={sharer.personId} />
              <Button
                kind="second"
                label={t('badgeOffice.teams.removeLabel', { name: sharer.name })}
              >
                {t('badgeOffice.teams.remove')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form visit={visit} action={action}>
        <input type="hidden" name="adhesion" value={team.membershipId} />
        <TextField
          name={name}
          label={t('badgeOffice.teams.add', { name: team.owner.name })}
          hint={t('badgeOffice.teams.addHint')}
          value={sent.typed}
          maxlength={254}
          problem={sent.fault === null ? undefined : t(`badgeOffice.faults.${sent.fault}`)}
        />
        <Button kind="second" icon="plus">
          {t('badgeOffice.teams.addGo')}
        </Button>
      </Form>
    </>
  );
};

export const changeTeamRoute = {
  method: 'POST',
  path: BADGE_PATHS.teams,
  who: 'manager',
  handle: async (call) => {
    const { deps, collective } = call;
    const now = deps.clock();
    const form = await readForm(call);
    const membershipId = form.text('adhesion');
    const teams = await listTeams(deps.db, collective.id, now);
    const team = teams.find((one) => one.membershipId === membershipId && one.isShared);
    if (team === undefined) return refuseUnknown(call);
    const typed = form.text(`qui_${membershipId}`);
    const refuse = (fault: Fault): Promise<Response> =>
      answerTeams(call, { membershipId, typed, fault });
    if (!form.isOurs) return refuse('form-old');
    const removed = form.text('retirer');
    const change = { team, collectiveId: collective.id, now };
    if (removed !== '') {
      await writeTransaction(deps.db, (tx) => removeSharer(tx, { ...change, personId: removed }));
    } else if (team.sharers.length >= SHARERS_MAX) {
      return refuse('team-full');
    } else {
      const added = await writeTransaction(deps.db, async (tx) => {
        const person = await findNamedPerson(tx, typed, now);
        if (person.ok) await addSharer(tx, { ...change, personId: person.value });
        return person;
      });
      if (!added.ok) return refuse(added.error);
    }
    return call.c.redirect(`${badgePath(collective.slug, 'teams')}?fait=garde`, 303);
  },
} satisfies Route;
