import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import type { SentForm } from '../../site/forms.ts';
import { Button, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { AreaField, TextField } from '../../site/parts/fields.tsx';
import { findNamedPerson } from './find-person.ts';
import {
  addPartyPerson,
  isSiren,
  listParties,
  removeParty,
  removePartyPerson,
  saveParty,
} from './parties-store.ts';
import type { Party, PartyDraft } from './parties-store.ts';

const NAME_LENGTH_MAX = 120;
const ADDRESS_LENGTH_MAX = 300;
const PEOPLE_MAX = 200;

type Fault =
  | 'name-empty'
  | 'address-empty'
  | 'siren-wrong'
  | 'person-empty'
  | 'pass-unknown'
  | 'email-wrong'
  | 'team-full'
  | 'form-old';
type Field = 'nom' | 'adresse' | 'siren' | 'qui' | 'form';
type Sent = {
  readonly typed: PartyDraft & { readonly who: string };
  readonly problem: { readonly field: Field; readonly fault: Fault } | null;
};

const EMPTY: Sent = { typed: { name: '', address: '', siren: '', who: '' }, problem: null };

export const listPartiesRoute = {
  method: 'GET',
  path: BADGE_PATHS.parties,
  who: 'manager',
  handle: (call) => answerParties(call, EMPTY),
} satisfies Route;

/** Companies that pay for their people. */
async function answerParties(call: ManagerCall, sent: Sent): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective } = office;
  const { t } = visit;
  const parties = await listParties(call.deps.db, collective.id);
  return answerBadgePage(call, office, {
    title: t('badgeOffice.parties.title'),
    tab: 'invoices',
    status: sent.problem === null ? 200 : 422,
    body: (
      <>
        {call.c.req.query('fait') === undefined ? null : (
          <Notice tone="done" title={t('badgeOffice.parties.removed')} />
        )}
        <BackToInvoices visit={visit} slug={collective.slug} />
        <h1>{t('badgeOffice.parties.title')}</h1>
        <p class="lead">{t('badgeOffice.parties.lead')}</p>
        <div class="account-columns">
          <section class="panel">
            <h2>{t('badgeOffice.parties.list')}</h2>
            {parties.length === 0 ? <p class="soft">{t('badgeOffice.parties.none')}</p> : null}
            <ul class="rows">
              {parties.map((party) => (
                <li class="row">
                  <div class="row-text">
                    <a href={badgePath(collective.slug, 'party', party.id)}>{party.name}</a>
                    <span class="soft">
                      {t('badgeOffice.parties.people', { count: party.people.length })}
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          </section>
          <section class="panel">
            <h2>{t('badgeOffice.parties.new')}</h2>
            <PartyForm visit={visit} action={badgePath(collective.slug, 'parties')} sent={sent} />
          </section>
        </div>
      </>
    ),
  });
}

const BackToInvoices = ({ visit, slug }: { readonly visit: Visit; readonly slug: string }) => (
  <p class="back">
    <a href={badgePath(slug, 'invoices')}>
      <Icon name="back" />
      {visit.t('badgeOffice.parties.back')}
    </a>
  </p>
);

type FormProps = { readonly visit: Visit; readonly action: string; readonly sent: Sent };

const problemText = (visit: Visit, { problem }: Sent, field: Field): string | undefined =>
  problem?.field === field ? visit.t(`badgeOffice.faults.${problem.fault}`) : undefined;

const PartyForm = ({ visit, action, sent }: FormProps) => {
  const { t } = visit;
  return (
    <Form visit={visit} action={action}>
      {problemText(visit, sent, 'form') === undefined ? null : (
        <Notice tone="refused" title={problemText(visit, sent, 'form') ?? ''} />
      )}
      <TextField
        name="nom"
        label={t('badgeOffice.parties.name')}
        value={sent.typed.name}
        maxlength={NAME_LENGTH_MAX}
        problem={problemText(visit, sent, 'nom')}
      />
      <AreaField
        name="adresse"
        label={t('badgeOffice.parties.address')}
        value={sent.typed.address}
        maxlength={ADDRESS_LENGTH_MAX}
        problem={problemText(visit, sent, 'adresse')}
      />
      <TextField
        name="siren"
        label={t('badgeOffice.parties.siren')}
        hint={t('badgeOffice.parties.sirenHint')}
        value={sent.typed.siren}
        inputmode="numeric"
        maxlength={20}
        problem={problemText(visit, sent, 'siren')}
      />
      <Button icon="check">{t('badgeOffice.save')}</Button>
    </Form>
  );
};

function readParty(form: SentForm): Sent {
  const typed = {
    name: form.text('nom').trim().slice(0, NAME_LENGTH_MAX),
    address: form.text('adresse').trim().replaceAll('\r\n', '\n'),
    siren: form.text('siren').replaceAll(/[\s\u00a0\u202f]/g, ''),
    who: '',
  };
  if (typed.name === '') return { typed, problem: { field: 'nom', fault: 'name-empty' } };
  if (typed.address === '') return { typed, problem: { field: 'adresse', fault: 'address-empty' } };
  if (typed.siren !== '' && !isSiren(typed.siren)) {
    return { typed, problem: { field: 'siren', fault: 'siren-wrong' } };
  }
  return { typed, problem: form.isOurs ? null : { field: 'form', fault: 'form-old' } };
}

const draftOf = ({ typed: { name, address, siren } }: Sent): PartyDraft => ({
  name,
  address,
  siren,
});

export const addPartyRoute = {
  method: 'POST',
  path: BADGE_PATHS.parties,
  who: 'manager',
  handle: async (call) => {
    const { deps, collective } = call;
    const sent = readParty(await readForm(call));
    if (sent.problem !== null) return answerParties(call, sent);
    const id = deps.makeId();
    await writeTransaction(deps.db, (tx) => saveParty(tx, id, collective.id, draftOf(sent)));
    return call.c.redirect(`${badgePath(collective.slug, 'party', id)}?fait=garde`, 303);
  },
} satisfies Route;

async function findNamedParty(call: ManagerCall): Promise<Party | null> {
  const parties = await listParties(call.deps.db, call.collective.id);
  return parties.find(({ id }) => id === call.c.req.param('party')) ?? null;
}

export const showPartyRoute = {
  method: 'GET',
  path: BADGE_PATHS.party,
  who: 'manager',
  handle: async (call) => {
    const party = await findNamedParty(call);
    if (party === null) return refuseUnknown(call);
    return answerParty(call, party, { typed: { ...party, who: '' }, problem: null });
  },
} satisfies Route;

async function answerParty(call: ManagerCall, party: Party, sent: Sent): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective } = office;
  const { t } = visit;
  const action = badgePath(collective.slug, 'party', party.id);
  return answerBadgePage(call, office, {
    title: party.name,
    tab: 'invoices',
    status: sent.problem === null ? 200 : 422,
    body: (
      <>
        {call.c.req.query('fait') === undefined ? null : (
          <Notice tone="done" title={t('badgeOffice.parties.saved')} />
        )}
        <p class="back">
          <a href={badgePath(collective.slug, 'parties')}>
            <Icon name="back" />
            {t('badgeOffice.parties.title')}
          </a>
        </p>
        <h1>{party.name}</h1>
        <div class="account-columns">
          <section class="panel">
            <h2>{t('badgeOffice.parties.who')}</h2>
            <PartyPeople visit={visit} action={action} party={party} sent={sent} />
          </section>
          <section class="panel">
            <h2>{t('badgeOffice.parties.what')}</h2>
            <PartyForm visit={visit} action={action} sent={sent} />
            <Form visit={visit} action={action}>
              <input type="hidden" name="geste" value="supprimer" />
              <Button kind="danger" icon="trash">
                {t('badgeOffice.parties.remove')}
              </Button>
            </Form>
            <p class="soft">{t('badgeOffice.parties.removeHint')}</p>
          </section>
        </div>
      </>
    ),
  });
}

const PartyPeople = ({ visit, action, party, sent }: FormProps & { readonly party: Party }) => {
  const { t } = visit;
  return (
    <>
      {party.people.length === 0 ? <p class="soft">{t('badgeOffice.parties.nobody')}</p> : null}
      <ul class="rows">
        {party.people.map((person) => (
          <li class="row">
            <div class="row-text">{person.name}</div>
            <Form visit={visit} action={action} class="inline">
              <input type="hidden" name="geste" value="oter" />
              <input type="hidden" name="personne" value={person.personId} />
              <Button
                kind="second"
                label={t('badgeOffice.teams.removeLabel', { name: person.name })}
              >
                {t('badgeOffice.teams.remove')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form visit={visit} action={action}>
        <input type="hidden" name="geste" value="ajouter" />
        <TextField
          name="qui"
          label={t('badgeOffice.parties.add')}
          hint={t('badgeOffice.teams.addHint')}
          value={sent.typed.who}
          maxlength={254}
          problem={problemText(visit, sent, 'qui')}
        />
        <Button kind="second" icon="plus">
          {t('badgeOffice.teams.addGo')}
        </Button>
      </Form>
    </>
  );
};

export const changePartyRoute = {
  method: 'POST',
  path: BADGE_PATHS.party,
  who: 'manager',
  handle: async (call) => {
    const party = await findNamedParty(call);
    if (party === null) return refuseUnknown(call);
    const { deps, collective } = call;
    const form = await readForm(call);
    const act = form.text('geste');
    const typed = { ...party, who: form.text('qui') };
    const refuse = (field: Field, fault: Fault): Promise<Response> =>
      answerParty(call, party, { typed, problem: { field, fault } });
    if (act !== '' && !form.isOurs) return refuse('form', 'form-old');
    const done = call.c.redirect(
      `${badgePath(collective.slug, 'party', party.id)}?fait=garde`,
      303,
    );
    switch (act) {
      case 'supprimer':
        await writeTransaction(deps.db, (tx) => removeParty(tx, party.id, deps.clock()));
        return call.c.redirect(`${badgePath(collective.slug, 'parties')}?fait=retire`, 303);
      case 'oter':
        await writeTransaction(deps.db, (tx) =>
          removePartyPerson(tx, party.id, form.text('personne')),
        );
        return done;
      case 'ajouter': {
        if (party.people.length >= PEOPLE_MAX) return refuse('qui', 'team-full');
        const added = await writeTransaction(deps.db, async (tx) => {
          const person = await findNamedPerson(tx, typed.who, deps.clock());
          if (person.ok) await addPartyPerson(tx, party.id, person.value, collective.id);
          return person;
        });
        return added.ok ? done : refuse('qui', added.error);
      }
      default: {
        const sent = readParty(form);
        if (sent.problem !== null) return answerParty(call, party, sent);
        const draft = draftOf(sent);
        await writeTransaction(deps.db, (tx) => saveParty(tx, party.id, collective.id, draft));
        return done;
      }
    }
  },
} satisfies Route;
