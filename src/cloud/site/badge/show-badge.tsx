import type { PersonCall, Route } from '../../http/route.ts';
import { AccountFrame } from '../account/account-frame.tsx';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { Consents, Dues, Mine, Now, Pools } from './badge-parts.tsx';
import { readStaysVersion } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';
import { readSpacesNow, withQuery } from './door.tsx';
import { readDone } from './done-notice.tsx';
import { readMyBadge } from './my-badge.ts';
import type { MyBadge } from './my-badge.ts';
import { StayHistory } from './stay-history.tsx';
import { TapNotice, TapSpaces } from './tap-parts.tsx';
import type { TapForms } from './tap-parts.tsx';
import { readTapNews, tapByForm, undoByForm } from './tap.ts';

const PLACE_FIELD = 'lieu';
const STATE_PATH = `${PATHS_OF_SITE.badge}/etat` as const;
const TAP_PATH = `${PATHS_OF_SITE.badge}/passage` as const;
const UNDO_PATH = `${PATHS_OF_SITE.badge}/annuler` as const;

/** Mon compte, Badgeuse (RULES P3): in or out now, hours left, what is due, and what was. */
export const showBadgeRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.badge,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const mine = await readMyBadge(call, visit.now);
    const [done, taps] = await Promise.all([
      readDone(call, visit, mine),
      readTaps(call, visit, mine),
    ]);
    return answerPage(call, visit, {
      title: t('badge.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      stateUrl: STATE_PATH,
      body: (
        <AccountFrame visit={visit} tab="badge">
          {done}
          {taps.map(({ notice }) => notice)}
          <h1 class="hidden">{t('badge.title')}</h1>
          <Now visit={visit} mine={mine} />
          <div class="account-columns">
            <div class="account-side">
              <Dues visit={visit} mine={mine} />
              {taps.map(({ panel }) => panel)}
              <Pools visit={visit} mine={mine} />
            </div>
            <StayHistory visit={visit} history={mine.history} />
          </div>
          <div class="account-columns">
            <Consents visit={visit} mine={mine} />
            <Mine visit={visit} mine={mine} />
          </div>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

/** For each place where it is allowed: the buttons, and what came of the last one. */
const readTaps = (call: PersonCall, visit: Visit, mine: MyBadge) =>
  Promise.all(
    mine.tapPlaces.map(async (place) => {
      const isNewsHere = call.c.req.query(PLACE_FIELD) === place.slug;
      const [spaces, news] = await Promise.all([
        readSpacesNow(call.deps.db, place, mine.walletId),
        isNewsHere ? readTapNews(call, place, mine.walletId) : null,
      ]);
      const forms = formsOf(place);
      const here = PATHS_OF_SITE.badge;
      const { makeId } = call.deps;
      return {
        notice: news === null ? null : <TapNotice {...{ visit, place, forms, news, here }} />,
        panel: (
          <section class="panel">
            <h2>{visit.t('badge.tap.title')}</h2>
            <p class="soft">
              {place.name}. {visit.t('badge.tap.fromHere')}
            </p>
            <TapSpaces {...{ visit, place, spaces, forms, makeId }} title="h3" />
          </section>
        ),
      };
    }),
  );

const formsOf = ({ slug }: BadgePlace): TapForms => ({
  tapPath: TAP_PATH,
  undoPath: UNDO_PATH,
  hidden: { [PLACE_FIELD]: slug },
});

/** Comes in or goes out from the account, where that is allowed. */
export const tapFromAccountRoute = {
  method: 'POST',
  path: TAP_PATH,
  who: 'person',
  handle: (call) => answerOrder(call, tapByForm),
} satisfies Route;

export const undoFromAccountRoute = {
  method: 'POST',
  path: UNDO_PATH,
  who: 'person',
  handle: (call) => answerOrder(call, undoByForm),
} satisfies Route;

async function answerOrder(call: PersonCall, act: typeof tapByForm): Promise<Response> {
  const form = await readForm(call);
  const { tapPlaces } = await readMyBadge(call, call.deps.clock());
  const slug = form.text(PLACE_FIELD);
  const place = tapPlaces.find((one) => one.slug === slug);
  // A place that no longer takes phones, or where one is no member: the page says what there is.
  if (place === undefined) return call.c.redirect(PATHS_OF_SITE.badge, 303);
  const after = await act(call, { personId: call.person.personId, place, form });
  return call.c.redirect(withQuery(PATHS_OF_SITE.badge, { [PLACE_FIELD]: slug, ...after }), 303);
}

/** Whether the page has changed, in as few bytes as can be. */
export const showBadgeStateRoute = {
  method: 'GET',
  path: STATE_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const walletId = await findWalletOfPerson(db, call.person.personId);
    const version = walletId === undefined ? 'none' : await readStaysVersion(db, walletId, clock());
    const etag = `"${version}"`;
    call.c.header('ETag', etag);
    call.c.header('Cache-Control', 'private, no-cache');
    return call.c.req.header('if-none-match') === etag
      ? call.c.body(null, 304)
      : call.c.body(null, 204);
  },
} satisfies Route;
