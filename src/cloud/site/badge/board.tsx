import { hashSecret } from '../../auth/secrets.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, boardPath, boardStatePath, collectivePath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { findPlace, listSpaces } from './badge-store.ts';
import type { BadgePlace, BadgeSpace } from './badge-store.ts';

/** Who is in a space, as everybody may see it (RULES B8). */
type SpaceOnBoard = {
  readonly space: BadgeSpace;
  readonly inCount: number;
  /** Of those who agreed. */
  readonly names: readonly string[];
};

/** How many are there; names only of those who agreed. It stays fresh while it is open. */
export const showBoardRoute = {
  method: 'GET',
  path: '/collectif/:collectif/presences',
  who: 'anyone',
  handle: async (call) => {
    const place = await findBoard(call);
    if (place === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    const spaces = await readBoard(call.deps.db, place);
    return answerPage(call, visit, {
      title: visit.t('badge.board.titleAt', { collective: place.name }),
      module: 'account-module',
      stateUrl: boardStatePath(place.slug),
      body: <Board visit={visit} place={place} spaces={spaces} />,
    });
  },
} satisfies Route;

/** Whether the board has changed, in as few bytes as can be. */
export const showBoardStateRoute = {
  method: 'GET',
  path: '/collectif/:collectif/presences/etat',
  who: 'anyone',
  handle: async (call) => {
    const place = await findBoard(call);
    if (place === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const board = JSON.stringify(await readBoard(call.deps.db, place));
    const etag = `"${hashSecret(board).slice(0, 32)}"`;
    call.c.header('ETag', etag);
    call.c.header('Cache-Control', 'private, no-cache');
    return call.c.req.header('if-none-match') === etag
      ? call.c.body(null, 304)
      : call.c.body(null, 204);
  },
} satisfies Route;

const findBoard = (call: AnyoneCall): Promise<BadgePlace | null> =>
  findPlace(call.deps.db, { slug: call.c.req.param('collectif') ?? '' });

async function readBoard(db: ReadableDb, place: BadgePlace): Promise<readonly SpaceOnBoard[]> {
  const { collectiveId } = place;
  const [spaces, open] = await Promise.all([
    listSpaces(db, collectiveId),
    readPresences(db, { collectiveId, isOpen: true }),
  ]);
  return spaces.map((space) => {
    const there = open.filter(({ spaceId }) => spaceId === space.id);
    return { space, inCount: there.length, names: there.filter(isNamed).map(({ name }) => name) };
  });
}

/** Nobody brings somebody else's name: a guest has agreed to nothing. */
const isNamed = ({ isNamePublic, name, holder }: PresenceRow): boolean =>
  isNamePublic && name !== '' && holder.kind === 'wallet';

type BoardProps = {
  readonly visit: Visit;
  readonly place: BadgePlace;
  readonly spaces: readonly SpaceOnBoard[];
};

const Board = ({ visit, place, spaces }: BoardProps) => {
  const { t } = visit;
  const total = spaces.reduce((sum, { inCount }) => sum + inCount, 0);
  const isAnybodyNamed = spaces.some(({ names }) => names.length > 0);
  return (
    <div class="narrow board">
      <p class="back">
        <a href={collectivePath(place.slug)}>
          <Icon name="back" />
          {t('badge.board.back', { collective: place.name })}
        </a>
      </p>
      <h1>{t('badge.board.title')}</h1>
      <p class="lead">{t('badge.board.lead', { count: total })}</p>
      <ul class="tap-spaces">
        {spaces.map((shown) => (
          <SpaceBoard visit={visit} shown={shown} />
        ))}
      </ul>
      <p class="soft">
        {isAnybodyNamed ? `${t('badge.board.why')} ` : null}
        <a href={PATHS_OF_SITE.badge}>{t('badge.board.mine')}</a>
      </p>
    </div>
  );
};

const SpaceBoard = ({ visit, shown }: { readonly visit: Visit; readonly shown: SpaceOnBoard }) => {
  const { t } = visit;
  const { space, inCount, names } = shown;
  const free = space.places - inCount;
  return (
    <li class="tap-space">
      <h2>{space.name}</h2>
      <p class="there-count">
        <strong>{t('badge.board.people', { count: inCount })}</strong>
        <span class="soft">
          {free <= 0 ? t('badge.tap.full') : t('badge.tap.places', { count: free })}
        </span>
      </p>
      {names.length === 0 ? null : (
        <ul class="there-names" aria-label={t('badge.board.names')}>
          {names.map((name) => (
            <li>
              <Icon name="user" />
              {name}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

type LinkProps = { readonly visit: Visit; readonly place: BadgePlace };

/** The way to the board, on the page of the collective. */
export const BoardLink = ({ visit, place }: LinkProps) => (
  <p class="with-icon">
    <Icon name="people" />
    <a href={boardPath(place.slug)}>{visit.t('badge.board.see')}</a>
  </p>
);
