import { renderSVG } from 'uqr';
import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { SpaceId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';
import { chosenSpaceId } from './badge-memory.ts';
import { badgeSpaces } from './comer.ts';
import { allHolders, pairedOf } from './gather.ts';
import { accountOf } from './holders.ts';
import { readOwnFacts } from './own-facts.ts';
import type { OwnFacts } from './own-facts.ts';

type BadgeShown = NonNullable<ScreenState['badge']>;

export const readMode = (context: StationContext): ScreenState['mode'] =>
  context.settings.get('mode') === 'badge' ? 'badge' : 'till';

/** Who badges where; null when the collective has no badge station. Asked at each state that is sent. */
export function readBadgeShown(context: StationContext): ScreenState['badge'] {
  const badge = context.knowledge.settings()?.badge ?? null;
  if (badge === null) return null;
  const { shown } = board(context);
  return {
    welcome: badge.welcome,
    allowsGuests: badge.allowsGuests,
    keepMonths: badge.keepMonths,
    ...shown,
    chosenSpaceId: chosenSpaceId(context),
  };
}

/** How many are in a space now. */
export const countInside = (context: StationContext, spaceId: SpaceId): number =>
  board(context).inside.get(spaceId) ?? 0;

type Board = {
  readonly own: OwnFacts;
  readonly revision: number;
  /** The minute for which it holds: stays are closed by themselves on a full one. */
  readonly minute: string;
  readonly inside: ReadonlyMap<string, number>;
  readonly shown: Pick<BadgeShown, 'doorQr' | 'insideCount' | 'spaces' | 'names'>;
};

const boards = new WeakMap<StationContext['journal'], Board>();
const MINUTE_CHARS = 16;

function board(context: StationContext): Board {
  const own = readOwnFacts(context);
  const revision = context.knowledge.revision();
  const now = context.clock();
  const minute = now.slice(0, MINUTE_CHARS);
  const last = boards.get(context.journal);
  if (last?.own === own && last.revision === revision && last.minute === minute) return last;
  const next: Board = { own, revision, minute, ...count(context, own, now) };
  boards.set(context.journal, next);
  return next;
}

function count(
  context: StationContext,
  own: OwnFacts,
  now: Instant,
): Pick<Board, 'inside' | 'shown'> {
  const inside = new Map<string, number>();
  const names: string[] = [];
  let insideCount = 0;
  for (const holderKey of allHolders(context, own)) {
    const spaces = new Set(
      pairedOf(context, own, holderKey, now)
        .filter(({ state }) => state === 'open')
        .map(({ spaceId }) => spaceId),
    );
    if (spaces.size === 0) continue;
    insideCount += 1;
    for (const spaceId of spaces) inside.set(spaceId, (inside.get(spaceId) ?? 0) + 1);
    const account = accountOf(context, holderKey);
    if (account?.isNamePublic === true && account.name !== '') names.push(account.name);
  }
  return {
    inside,
    shown: {
      doorQr: doorQr(context.knowledge.settings()?.badge?.siteDoorUrl ?? null),
      insideCount,
      spaces: badgeSpaces(context).map((space) => spaceShown(context, space, inside)),
      names: names.toSorted((a, b) => a.localeCompare(b, 'fr')),
    },
  };
}

function spaceShown(
  { knowledge }: StationContext,
  { id, name, planId, places, picture }: ReturnType<typeof badgeSpaces>[number],
  inside: ReadonlyMap<string, number>,
): BadgeShown['spaces'][number] {
  const plan = knowledge.one('badge-plan', planId)?.versions.at(-1);
  return {
    spaceId: id,
    name,
    planName: plan?.name ?? '',
    planKind: plan?.kind ?? 'paid',
    hourCents: plan?.rates.hourCents ?? ZERO_CENTS,
    dayCents: plan?.rates.dayCents ?? null,
    places,
    insideCount: inside.get(id) ?? 0,
    picture: picture === null ? null : `/pictures/${encodeURIComponent(picture)}`,
  };
}

const qrs = new Map<string, string>();

/** The page for phones; drawn once, as it hardly ever changes. */
function doorQr(address: string | null): string | null {
  if (address === null) return null;
  const known = qrs.get(address);
  if (known !== undefined) return known;
  const svg = renderSVG(address, { ecc: 'M', border: 3, pixelSize: 1 });
  const drawn = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  qrs.clear();
  qrs.set(address, drawn);
  return drawn;
}
