import { readPools, readPresences } from '../../badge/read-presences.ts';
import type { PoolNow, PresenceFilter } from '../../badge/read-presences.ts';
import type { Instant } from '../../../shared/time.ts';
import type { PersonCall } from '../../http/route.ts';
import type { WalletId } from '../../../shared/ids.ts';
import { businessDay } from '../../../shared/time.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import { monthOf } from '../../../domain/badge/calendar.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { listRunningMemberships } from '../agenda/own-collectives.ts';
import { findMonthsAround, listConsents, listOwnPlaces } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';
import { readPricesSoFar } from './price-so-far.ts';
import { readMonth } from './stay-history.tsx';
import type { Stay, StayHistoryPage } from './stay-history.tsx';

/** What a person owes at one place. */
export type DuesAt = { readonly place: BadgePlace; readonly stays: readonly Stay[] };

export type MyBadge = {
  readonly walletId: WalletId | undefined;
  /** Where the person takes part, or was. */
  readonly places: readonly BadgePlace[];
  /** Where they may come in and go out from this page: in now, or a member where phones count. */
  readonly tapPlaces: readonly BadgePlace[];
  readonly open: readonly Stay[];
  /** What they would cost if they ended now. */
  readonly soFar: ReadonlyMap<string, VisitBill>;
  readonly dues: readonly DuesAt[];
  readonly pools: readonly PoolNow[];
  readonly consents: ReadonlyMap<string, Instant>;
  readonly history: StayHistoryPage;
};

/** All that the page of a person's stays shows. */
export async function readMyBadge(call: PersonCall, now: Instant): Promise<MyBadge> {
  const { db } = call.deps;
  const { personId } = call.person;
  const walletId = await findWalletOfPerson(db, personId);
  const [memberships, consents] = await Promise.all([
    listRunningMemberships(db, personId, now),
    listConsents(db, personId),
  ]);
  const memberAt = new Set<string>(memberships.map(({ collective }) => collective.id));
  const places = await listOwnPlaces(db, walletId, [...memberAt, ...consents.keys()]);
  const month = readMonth(call.c.req.query('mois')) ?? monthNow(places, now);
  const [open, due, ofMonth, around, pools] =
    walletId === undefined
      ? [[], [], [], { older: null, newer: null }, []]
      : await Promise.all([
          readStays(call, places, { walletId, isOpen: true }),
          readStays(call, places, { walletId, isDue: true }),
          readStays(call, places, { walletId, month }),
          findMonthsAround(db, walletId, month),
          readPools(db, { walletId }, now),
        ]);
  const isInAt = (place: BadgePlace): boolean =>
    open.some(({ collectiveId }) => collectiveId === place.collectiveId);
  const soFar =
    walletId === undefined
      ? []
      : await Promise.all(
          places.map((place) =>
            readPricesSoFar(db, place, { walletId, open: open.filter(isOwnAt(place)), now }),
          ),
        );
  return {
    walletId,
    places,
    tapPlaces: places.filter(
      (place) => place.allowsSite && (memberAt.has(place.collectiveId) || isInAt(place)),
    ),
    open,
    soFar: new Map(soFar.flatMap((bills) => [...bills])),
    dues: duesByPlace(places, due),
    pools,
    consents,
    history: { stays: ofMonth, ...around },
  };
}

/** Stays with the clock of their places. */
export async function readStays(
  call: PersonCall,
  places: readonly BadgePlace[],
  filter: PresenceFilter,
): Promise<readonly Stay[]> {
  const zones = new Map(places.map((place) => [place.collectiveId, place.timeZone]));
  const rows = await readPresences(call.deps.db, filter);
  return rows.map((row) => ({ ...row, timeZone: zones.get(row.collectiveId) ?? 'Europe/Paris' }));
}

const duesByPlace = (places: readonly BadgePlace[], due: readonly Stay[]): readonly DuesAt[] =>
  places.flatMap((place) => {
    const stays = due.filter((stay) => isOwedAt(stay, place));
    return stays.length === 0 ? [] : [{ place, stays }];
  });

/** What can be paid now: a stay that runs is paid when it ends. */
export const isOwedAt = (stay: Stay, place: BadgePlace): boolean =>
  stay.collectiveId === place.collectiveId && stay.dueCents > 0 && stay.state !== 'open';

/** One's own, not of somebody who was brought along. */
const isOwnAt =
  (place: BadgePlace) =>
  (stay: Stay): boolean =>
    stay.collectiveId === place.collectiveId && stay.holder.kind === 'wallet';

const monthNow = ([place]: readonly BadgePlace[], now: Instant): string =>
  monthOf(businessDay(now, place ?? { timeZone: 'Europe/Paris', cutOffHour: 4 }));
