import { mayTakeOffer } from '../../../domain/membership/take-offer.ts';
import type { MayTake } from '../../../domain/membership/take-offer.ts';
import { dayOf, formatDay } from '../../../shared/format.ts';
import { isUuid } from '../../../shared/ids.ts';
import type { Call, Route } from '../../http/route.ts';
import { readQuestions } from '../../membership/read-questions.ts';
import { readOwnPeriods } from '../../membership/take-membership.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink } from '../parts/form.tsx';
import { ChoiceCards } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { keepTogether } from '../parts/written.ts';
import { offerPath, offersOfPath, ownMembershipPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { OFFER_FIELDS, OfferForm, OfferSummary } from './offer-form.tsx';
import type { Typed } from './offer-form.tsx';
import { OpensList, RulesList, priceText } from './offer-words.tsx';
import { findOfferOnSite } from './offers-store.ts';
import type { OfferOnSite } from './offers-store.ts';
import { readPayWays } from './pay-choice.tsx';

export const OFFER_PATH = '/adhesions/:collectif/:formule';

/** One offer explained, with the form that takes it. */
export const showOfferRoute = {
  method: 'GET',
  path: OFFER_PATH,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, await call.findPerson());
    const offer = await findAskedOffer(call, visit);
    if (offer === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    // What was chosen before signing in comes back in the address.
    const typed: Typed = (field) => (call.c.req.query(field) ?? '').slice(0, 100);
    return answerOffer(call, { visit, offer, typed, problems: [], notice: null });
  },
} satisfies Route;

/** A visitor who has chosen signs in first, and comes back to the same form. */
export const chooseOfferRoute = {
  method: 'GET',
  path: `${OFFER_PATH}/choisir`,
  who: 'person',
  handle: (call) => {
    const { search, pathname } = new URL(call.c.req.url);
    return call.c.redirect(pathname.replace(/\/choisir$/, '') + search, 303);
  },
} satisfies Route;

export async function findAskedOffer(call: Call, visit: Visit): Promise<OfferOnSite | null> {
  const offerId = call.c.req.param('formule') ?? '';
  if (!isUuid(offerId)) return null;
  const collectiveSlug = call.c.req.param('collectif') ?? '';
  return findOfferOnSite(call.deps.db, { collectiveSlug, offerId }, visit.now);
}

export type OfferPage = {
  readonly visit: Visit;
  readonly offer: OfferOnSite;
  readonly typed: Typed;
  readonly problems: readonly (readonly [field: string, problem: string])[];
  /** What went wrong with all of it. */
  readonly notice: { readonly title: string; readonly text: string } | null;
};

export async function answerOffer(call: Call, page: OfferPage): Promise<Response> {
  const { visit, offer, notice } = page;
  const isRefused = page.problems.length > 0 || notice !== null;
  return answerPage(
    call,
    visit,
    {
      title: `${offer.name}, ${offer.collective.name}`,
      description: offer.description,
      isPrivate: visit.person !== null,
      body: (
        <div class="narrow sheet">
          <p class="back">
            <a href={offersOfPath(offer.collective.slug)}>
              <Icon name="back" />
              {visit.t('members.titleOf', { collective: offer.collective.name })}
            </a>
          </p>
          {notice === null ? null : (
            <Notice tone="refused" title={notice.title}>
              <p>{notice.text}</p>
            </Notice>
          )}
          <h1>{offer.name}</h1>
          <p class="lead">{keepTogether(offer.description)}</p>
          <OpensList visit={visit} offer={offer} />
          <RulesList visit={visit} offer={offer} />
          {await takePart(call, page)}
        </div>
      ),
    },
    isRefused ? 422 : 200,
  );
}

/** The form for whoever may take it; for others, why not and where to go. */
async function takePart(call: Call, page: OfferPage) {
  const { visit, offer, typed, problems } = page;
  const { person } = visit;
  if (person === null) return <VisitorForm visit={visit} offer={offer} typed={typed} />;
  const { db, makeId } = call.deps;
  const [own, questions, ways] = await Promise.all([
    readOwnPeriods(db, person.personId, offer.id),
    readQuestions(db, offer.id),
    readPayWays(call.deps, person.personId, offer.collective.id),
  ]);
  const may = mayTakeOffer(own, dayOf(visit.now, offer.collective.timeZone));
  if (may.kind !== 'may') {
    const held = own.find(({ id }) => id === may.id);
    return <Already visit={visit} may={may} endsOn={held?.endsOn ?? null} />;
  }
  return (
    <>
      {may.after?.endsOn == null ? null : (
        <Notice
          tone="info"
          title={visit.t('members.runsOn', { day: formatDay(may.after.endsOn, visit.language) })}
        >
          <p>{visit.t('members.runsOnThen')}</p>
        </Notice>
      )}
      <OfferForm
        {...{ visit, offer, questions, ways, typed, problems, after: may.after }}
        // The same form sent again keeps its id; one that no longer fits gets another.
        ids={{
          membership: (page.notice === null ? keptId(typed(OFFER_FIELDS.id)) : null) ?? makeId(),
          payment: makeId(),
        }}
      />
    </>
  );
}

const keptId = (text: string): string | null =>
  isUuid(text) && text === text.toLowerCase() ? text : null;

type AlreadyProps = {
  readonly visit: Visit;
  readonly may: Exclude<MayTake, { readonly kind: 'may' }>;
  readonly endsOn: Parameters<typeof formatDay>[0] | null;
};

const Already = ({ visit, may, endsOn }: AlreadyProps) => {
  const { t, language } = visit;
  const isOpen = may.kind === 'open';
  const heldText =
    endsOn === null
      ? t('members.heldOpen')
      : t('members.heldUntil', { day: formatDay(endsOn, language) });
  return (
    <>
      <Notice tone="info" title={t(isOpen ? 'members.openTitle' : 'members.heldTitle')}>
        <p>{isOpen ? t('members.openDo') : heldText}</p>
      </Notice>
      <ButtonLink href={ownMembershipPath(may.id)} icon="heart">
        {t(isOpen ? 'members.openGo' : 'members.heldGo')}
      </ButtonLink>
    </>
  );
};

type VisitorProps = Pick<OfferPage, 'visit' | 'offer' | 'typed'>;

const VisitorForm = ({ visit, offer, typed }: VisitorProps) => {
  const { t } = visit;
  const [first] = offer.prices;
  const chosen = typed(OFFER_FIELDS.price);
  return (
    <form
      class="form"
      method="get"
      action={`${offerPath(offer.collective.slug, offer.id)}/choisir`}
    >
      <ChoiceCards
        name={OFFER_FIELDS.price}
        label={t('members.price')}
        value={chosen === '' ? (first?.id ?? '') : chosen}
        choices={offer.prices.map((price) => ({
          ...{ value: price.id, title: price.name, aside: priceText(visit, price) },
        }))}
      />
      {offer.needsApproval ? null : <OfferSummary visit={visit} offer={offer} after={null} />}
      <Button icon="heart">{t('members.join')}</Button>
      <p class="soft">{t('members.signIn')}</p>
    </form>
  );
};
