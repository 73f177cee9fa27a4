import type { Child } from 'hono/jsx';
import type { AnyoneCall, Call, Route } from '../../http/route.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { WalletId } from '../../../shared/ids.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, boardStatePath, doorPath, signInPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { findPlace, listSpaces } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';
import { readTapNews, tapByForm, undoByForm } from './tap.ts';
import type { TapOrder } from './tap.ts';
import { TapNotice, TapSpaces, ToAccount } from './tap-parts.tsx';
import type { SpaceNow, TapForms } from './tap-parts.tsx';

const DOOR_PATH = '/badge/:secret';

/**
 * What the QR at a door opens: in and out with a phone (RULES B1). Who is not signed in learns
 * whose door it is, and nothing of anybody.
 */
export const showDoorRoute = {
  method: 'GET',
  path: DOOR_PATH,
  who: 'anyone',
  handle: async (call) => {
    const { db, makeId } = call.deps;
    const person = await call.findPerson();
    const visit = openVisit(call, person);
    const place = await findDoor(call);
    if (place === null) return answerNoDoor(call, visit);
    if (!place.allowsSite) return answerClosedDoor(call, visit, place);
    if (person === null)
      return answerDoor(call, visit, place, <SignInFirst {...{ visit, place }} />);
    const walletId = await findWalletOfPerson(db, person.personId);
    const [news, spaces] = await Promise.all([
      readTapNews(call, place, walletId),
      readSpacesNow(db, place, walletId),
    ]);
    const forms = formsOf(place);
    const here = doorPath(place.doorSecret);
    return answerDoor(
      call,
      visit,
      place,
      <>
        {news === null ? null : <TapNotice {...{ visit, place, forms, news, here }} />}
        <p class="lead">{place.welcome === '' ? visit.t('badge.door.lead') : place.welcome}</p>
        <TapSpaces {...{ visit, place, spaces, forms, makeId }} title="h2" />
        <ToAccount visit={visit} />
      </>,
    );
  },
} satisfies Route;

/** Comes in or goes out. */
export const tapAtDoorRoute = {
  method: 'POST',
  path: DOOR_PATH,
  who: 'anyone',
  handle: (call) => answerOrder(call, tapByForm),
} satisfies Route;

/** Takes it back within the minute. */
export const undoAtDoorRoute = {
  method: 'POST',
  path: `${DOOR_PATH}/annuler`,
  who: 'anyone',
  handle: (call) => answerOrder(call, undoByForm),
} satisfies Route;

async function answerOrder(
  call: AnyoneCall,
  act: (call: Call, order: TapOrder) => Promise<Readonly<Record<string, string>>>,
): Promise<Response> {
  const person = await call.findPerson();
  const place = await findDoor(call);
  if (place === null) return answerNoDoor(call, openVisit(call, person));
  const path = doorPath(place.doorSecret);
  if (person === null) return call.c.redirect(signInPath(path), 303);
  const after = await act(call, {
    personId: person.personId,
    place,
    form: await readForm(call),
  });
  return call.c.redirect(withQuery(path, after), 303);
}

/** An address with what came of a form. */
export const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query).toString()}`;

const findDoor = (call: Call): Promise<BadgePlace | null> =>
  findPlace(call.deps.db, { doorSecret: call.c.req.param('secret') ?? '' });

const formsOf = ({ doorSecret }: BadgePlace): TapForms => ({
  tapPath: doorPath(doorSecret),
  undoPath: `${doorPath(doorSecret)}/annuler`,
  hidden: {},
});

/** Each space, how many are in, and whether this wallet is among them. */
export async function readSpacesNow(
  db: ReadableDb,
  place: BadgePlace,
  walletId: WalletId | undefined,
): Promise<readonly SpaceNow[]> {
  const { collectiveId } = place;
  const [spaces, open, own] = await Promise.all([
    listSpaces(db, collectiveId),
    readPresences(db, { collectiveId, isOpen: true }),
    walletId === undefined ? [] : readPresences(db, { collectiveId, walletId, isOpen: true }),
  ]);
  const ownIn = own.filter(({ holder }) => holder.kind === 'wallet');
  return spaces.map((space) => ({
    space,
    inCount: countIn(open, space.id),
    inAt: ownIn.find(({ spaceId }) => spaceId === space.id)?.inAt ?? null,
  }));
}

const countIn = (open: readonly PresenceRow[], spaceId: string): number =>
  open.filter((row) => row.spaceId === spaceId).length;

type DoorProps = { readonly visit: Visit; readonly place: BadgePlace };

const SignInFirst = ({ visit, place }: DoorProps) => (
  <>
    <p class="lead">{visit.t('badge.door.signInLead')}</p>
    <ButtonLink href={signInPath(doorPath(place.doorSecret))} icon="user">
      {visit.t('badge.door.signIn')}
    </ButtonLink>
    <p>{visit.t('badge.door.withPass')}</p>
  </>
);

const answerDoor = (
  call: Call,
  visit: Visit,
  place: BadgePlace,
  body: Child,
): Promise<Response> => {
  const title = visit.t('badge.door.title', { collective: place.name });
  return answerPage(call, visit, {
    title,
    section: 'account',
    isPrivate: true,
    ...(visit.person === null
      ? {}
      : { module: 'account-module' as const, stateUrl: boardStatePath(place.slug) }),
    body: (
      <div class="narrow door">
        <h1>{title}</h1>
        {body}
        <p class="soft">
          {visit.t('badge.door.privacy')}{' '}
          <a href={PATHS_OF_SITE.badgeNotice}>{visit.t('badge.mine.notice')}</a>
        </p>
      </div>
    ),
  });
};

const answerNoDoor = (call: Call, visit: Visit): Promise<Response> =>
  answerRefused(call, visit, 404, {
    title: visit.t('badge.door.unknownTitle'),
    lines: ['badge.door.unknown', 'badge.door.unknownDo'],
    collective: '',
  });

const answerClosedDoor = (call: Call, visit: Visit, { name }: BadgePlace): Promise<Response> =>
  answerRefused(call, visit, 403, {
    title: visit.t('badge.door.closedTitle'),
    lines: ['badge.door.closed', 'badge.door.closedDo'],
    collective: name,
  });

const answerRefused = (
  call: Call,
  visit: Visit,
  status: 403 | 404,
  page: {
    readonly title: string;
    readonly lines: readonly SiteKey[];
    readonly collective: string;
  },
): Promise<Response> =>
  answerPage(
    call,
    visit,
    {
      title: page.title,
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{page.title}</h1>
          {page.lines.map((line) => (
            <p class="lead">{visit.t(line, { collective: page.collective })}</p>
          ))}
          <p class="with-icon">
            <Icon name="clock" />
            <a href={PATHS_OF_SITE.badge}>{visit.t('badge.tap.toAccount')}</a>
          </p>
        </div>
      ),
    },
    status,
  );
