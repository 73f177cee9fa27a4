import { toId } from '../../../shared/ids.ts';
import type { SpaceId } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { Button, ButtonLink, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerConfirmation } from '../confirm-page.tsx';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { SelectField, TextField } from '../../site/parts/fields.tsx';
import { listPlans } from './plans-store.ts';
import type { PlanRow } from './plans-store.ts';
import { listSpaces, removeSpace, saveSpace } from './spaces-store.ts';
import type { SpaceDraft, SpaceRow } from './spaces-store.ts';
import { readWhole } from './typed.ts';

const NAME_LENGTH_MAX = 60;
const PLACES_MAX = 10_000;
const ORDER_MAX = 9_999;

const FIELDS = ['nom', 'places', 'tarif', 'ordre'] as const;
type Field = (typeof FIELDS)[number];
type Typed = Readonly<Record<Field, string>>;
type Faults = Partial<
  Readonly<Record<Field, 'name-empty' | 'places-wrong' | 'plan-empty' | 'order-wrong'>>
>;

const EMPTY: Typed = { nom: '', places: '', tarif: '', ordre: '' };

export const listSpacesRoute = {
  method: 'GET',
  path: BADGE_PATHS.spaces,
  who: 'manager',
  handle: (call) => answerSpaces(call, { typed: EMPTY, faults: {}, isFormOld: false }),
} satisfies Route;

type Sent = { readonly typed: Typed; readonly faults: Faults; readonly isFormOld: boolean };

/** The spaces, and the form of a new one. */
async function answerSpaces(call: ManagerCall, sent: Sent): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective } = office;
  const { t } = visit;
  const [spaces, plans] = await Promise.all([
    listSpaces(call.deps.db, collective.id),
    listPlans(call.deps.db, collective.id),
  ]);
  const done = call.c.req.query('fait');
  return answerBadgePage(call, office, {
    title: t('badgeOffice.spaces.title'),
    tab: 'spaces',
    status: hasFault(sent) ? 422 : 200,
    body: (
      <>
        {done === 'garde' ? <Notice tone="done" title={t('badgeOffice.spaces.saved')} /> : null}
        {done === 'retire' ? <Notice tone="done" title={t('badgeOffice.spaces.removed')} /> : null}
        <h1>{t('badgeOffice.spaces.title')}</h1>
        <p class="lead">{t('badgeOffice.spaces.lead')}</p>
        <div class="account-columns">
          <section class="panel">
            <h2>{t('badgeOffice.spaces.list')}</h2>
            {spaces.length === 0 ? <p class="soft">{t('badgeOffice.spaces.none')}</p> : null}
            <ul class="rows">
              {spaces.map((space) => (
                <SpaceLine visit={visit} slug={collective.slug} space={space} />
              ))}
            </ul>
          </section>
          <section class="panel">
            <h2>{t('badgeOffice.spaces.new')}</h2>
            {plans.length === 0 ? (
              <p>{t('badgeOffice.spaces.planFirst')}</p>
            ) : (
              <SpaceForm
                visit={visit}
                action={badgePath(collective.slug, 'spaces')}
                plans={plans}
                sent={sent}
              />
            )}
          </section>
        </div>
      </>
    ),
  });
}

const hasFault = ({ faults, isFormOld }: Sent): boolean =>
  isFormOld || Object.keys(faults).length > 0;

type LineProps = { readonly visit: Visit; readonly slug: string; readonly space: SpaceRow };

const SpaceLine = ({ visit, slug, space }: LineProps) => (
  <li class="row">
    <span class="row-mark">
      <Icon name="space" />
    </span>
    <div class="row-text">
      <a href={badgePath(slug, 'space', space.id)}>{space.name}</a>
      <span class="soft">
        {visit.t('badgeOffice.spaces.places', { count: space.places })} · {space.planName}
      </span>
    </div>
  </li>
);

type FormProps = {
  readonly visit: Visit;
  readonly action: string;
  readonly plans: readonly PlanRow[];
  readonly sent: Sent;
};

const SpaceForm = ({ visit, action, plans, sent: { typed, faults, isFormOld } }: FormProps) => {
  const { t } = visit;
  const problem = (field: Field): string | undefined => {
    const fault = faults[field];
    return fault === undefined ? undefined : t(`badgeOffice.faults.${fault}`);
  };
  return (
    <Form visit={visit} action={action}>
      {isFormOld ? <Notice tone="refused" title={t('problem.formOld')} /> : null}
      <TextField
        name="nom"
        label={t('badgeOffice.spaces.name')}
        value={typed.nom}
        maxlength={NAME_LENGTH_MAX}
        problem={problem('nom')}
      />
      <TextField
        name="places"
        label={t('badgeOffice.spaces.placesLabel')}
        value={typed.places}
        inputmode="numeric"
        maxlength={5}
        problem={problem('places')}
      />
      <SelectField
        name="tarif"
        label={t('badgeOffice.spaces.plan')}
        value={typed.tarif}
        options={plans.map(({ plan }) => [plan.id, plan.name] as const)}
        problem={problem('tarif')}
      />
      <TextField
        name="ordre"
        label={t('badgeOffice.spaces.order')}
        hint={t('badgeOffice.spaces.orderHint')}
        value={typed.ordre}
        inputmode="numeric"
        maxlength={4}
        problem={problem('ordre')}
      />
      <Button icon="check">{t('badgeOffice.save')}</Button>
    </Form>
  );
};

async function readSpace(call: ManagerCall): Promise<Sent & { readonly draft: SpaceDraft | null }> {
  const form = await readForm(call);
  const typed = Object.fromEntries(FIELDS.map((name) => [name, form.text(name).trim()])) as Typed;
  const plans = await listPlans(call.deps.db, call.collective.id);
  const places = readWhole(typed.places, 1, PLACES_MAX);
  const sortOrder = typed.ordre === '' ? 0 : readWhole(typed.ordre, 0, ORDER_MAX);
  const plan = plans.find((row) => row.plan.id === typed.tarif)?.plan;
  const name = typed.nom.slice(0, NAME_LENGTH_MAX);
  const faults: Faults = {
    ...(name === '' ? { nom: 'name-empty' as const } : {}),
    ...(places === null ? { places: 'places-wrong' as const } : {}),
    ...(plan === undefined ? { tarif: 'plan-empty' as const } : {}),
    ...(sortOrder === null ? { ordre: 'order-wrong' as const } : {}),
  };
  const isWhole = places !== null && plan !== undefined && sortOrder !== null && name !== '';
  return {
    typed,
    faults,
    isFormOld: !form.isOurs,
    draft: isWhole && form.isOurs ? { name, places, planId: plan.id, sortOrder } : null,
  };
}

export const addSpaceRoute = {
  method: 'POST',
  path: BADGE_PATHS.spaces,
  who: 'manager',
  handle: async (call) => {
    const sent = await readSpace(call);
    if (sent.draft === null) return answerSpaces(call, sent);
    return storeSpace(call, toId<'Space'>(call.deps.makeId()), sent.draft);
  },
} satisfies Route;

async function storeSpace(call: ManagerCall, id: SpaceId, draft: SpaceDraft): Promise<Response> {
  const { collective, deps } = call;
  await writeTransaction(deps.db, (tx) => saveSpace(tx, id, collective.id, draft));
  return call.c.redirect(`${badgePath(collective.slug, 'spaces')}?fait=garde`, 303);
}

async function findNamedSpace(call: ManagerCall): Promise<SpaceRow | null> {
  const spaces = await listSpaces(call.deps.db, call.collective.id);
  return spaces.find(({ id }) => id === call.c.req.param('space')) ?? null;
}

export const showSpaceRoute = {
  method: 'GET',
  path: BADGE_PATHS.space,
  who: 'manager',
  handle: async (call) => {
    const space = await findNamedSpace(call);
    if (space === null) return refuseUnknown(call);
    const typed: Typed = {
      nom: space.name,
      places: String(space.places),
      tarif: space.planId,
      ordre: String(space.sortOrder),
    };
    return answerSpace(call, space, { typed, faults: {}, isFormOld: false });
  },
} satisfies Route;

export const changeSpaceRoute = {
  method: 'POST',
  path: BADGE_PATHS.space,
  who: 'manager',
  handle: async (call) => {
    const space = await findNamedSpace(call);
    if (space === null) return refuseUnknown(call);
    const sent = await readSpace(call);
    return sent.draft === null
      ? answerSpace(call, space, sent)
      : storeSpace(call, space.id, sent.draft);
  },
} satisfies Route;

async function answerSpace(call: ManagerCall, space: SpaceRow, sent: Sent): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective } = office;
  const { t } = visit;
  return answerBadgePage(call, office, {
    title: space.name,
    tab: 'spaces',
    status: hasFault(sent) ? 422 : 200,
    body: (
      <div class="narrow">
        <h1>{space.name}</h1>
        <SpaceForm
          visit={visit}
          action={badgePath(collective.slug, 'space', space.id)}
          plans={await listPlans(call.deps.db, collective.id)}
          sent={sent}
        />
        <ButtonLink
          href={badgePath(collective.slug, 'removeSpace', space.id)}
          kind="second"
          icon="trash"
        >
          {t('badgeOffice.spaces.remove')}
        </ButtonLink>
      </div>
    ),
  });
}

export const askRemoveSpaceRoute = {
  method: 'GET',
  path: BADGE_PATHS.removeSpace,
  who: 'manager',
  handle: async (call) => {
    const space = await findNamedSpace(call);
    if (space === null) return refuseUnknown(call);
    const { visit, collective } = await openBadgeOffice(call);
    const { t } = visit;
    return answerConfirmation(call, visit, {
      title: t('badgeOffice.spaces.removeTitle', { space: space.name }),
      lines: [
        ['door', t('badgeOffice.spaces.removeOne')],
        ['check', t('badgeOffice.spaces.removeTwo')],
      ],
      action: badgePath(collective.slug, 'removeSpace', space.id),
      go: t('badgeOffice.spaces.removeGo'),
      back: badgePath(collective.slug, 'space', space.id),
    });
  },
} satisfies Route;

export const removeSpaceRoute = {
  method: 'POST',
  path: BADGE_PATHS.removeSpace,
  who: 'manager',
  handle: async (call) => {
    const space = await findNamedSpace(call);
    if (space === null) return refuseUnknown(call);
    const { id: collectiveId, slug } = call.collective;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(badgePath(slug, 'removeSpace', space.id), 303);
    await writeTransaction(call.deps.db, (tx) =>
      removeSpace(tx, space.id, collectiveId, call.deps.clock()),
    );
    return call.c.redirect(`${badgePath(slug, 'spaces')}?fait=retire`, 303);
  },
} satisfies Route;
