import { readBadgeShown, readMode } from '../usecases/badge/shown.ts';
import type { CatalogueShown } from '../../contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../contract/kiosk/screen-state.ts';
import { unitOf } from '../../domain/till/catalogue.ts';
import { pinBlockedUntil, pinTriesLeft } from '../../domain/till/pin.ts';
import { readPairing } from '../projections/pairing.ts';
import { readSession } from '../projections/session.ts';
import { unsentEntries } from '../sync/unsent.ts';
import { readBasketShown } from '../usecases/basket/shown.ts';
import { refusingReason } from '../usecases/context.ts';
import { readDayShown, readTraining } from '../usecases/day/shown.ts';
import { readDoorShown } from '../usecases/door/shown.ts';
import { readStockShown } from '../usecases/stock/shown.ts';
import { readOrders, readParked } from '../usecases/tables/shown.ts';
import { readActivityShown } from '../usecases/pass/desk-activity.ts';
import { currentPointOfSale } from '../usecases/paying/record-sale.ts';
import { readPreferences } from '../work/preferences.ts';
import type { Station } from '../station.ts';

/** Until the first feed says otherwise. */
const DEFAULT_TIME_ZONE = 'Europe/Paris';

/** All that the screen shows, gathered from the projections and from what goes on now. */
export function readScreenState(station: Station, revision: number): ScreenState {
  const { context, demo } = station;
  const db = context.journal.database;
  const pairing = readPairing(db);
  const preferences = readPreferences(context.settings);
  const { language } = preferences;
  const { readers, sources } = station.readers.overview();
  return {
    revision,
    station: {
      name: pairing?.stationName ?? '',
      collectiveName: context.knowledge.settings()?.collectiveName ?? pairing?.collectiveName ?? '',
      timeZone: context.knowledge.settings()?.timeZone ?? DEFAULT_TIME_ZONE,
      isPaired: pairing !== null,
      isDemo: demo !== null,
    },
    preferences,
    network: context.connection.state(),
    unsent: unsentEntries(context),
    clockWrong: context.connection.wrongClock(),
    readers: { list: [...readers], pcsc: sources.pcsc ?? 'off' },
    journal: journalState(station),
    session: readSessionShown(station),
    pointOfSaleId: currentPointOfSale(context)?.id ?? null,
    basket: readBasketShown(context),
    parked: readParked(context),
    orders: readOrders(context),
    training: readTraining(context),
    day: readDayShown(context),
    stock: readStockShown(context),
    printers: context.printers
      .state()
      .map(({ role, kind, waiting, reason }) => ({ role, kind, waitingCount: waiting, reason })),
    door: readDoorShown(context),
    mode: readMode(context),
    badge: readBadgeShown(context),
    activity: readActivityShown(context),
    tray:
      demo === null
        ? null
        : {
            cards: demo.passes.map(({ uid, label, hint }) => ({
              uid,
              label: label[language],
              hint: hint[language],
              isDown: station.readers.isOnReader(uid),
            })),
            networkCut: demo.network.isCut(),
          },
  };
}

/** The products that this station sells today, for the grid. */
export function readCatalogue(station: Station): CatalogueShown {
  const { knowledge } = station.context;
  const bySortOrder = (a: { sortOrder: number }, b: { sortOrder: number }): number =>
    a.sortOrder - b.sortOrder;
  return {
    revision: knowledge.catalogueRevision(),
    pointsOfSale: knowledge
      .all('point-of-sale')
      .toSorted(bySortOrder)
      .map(({ id, name, categoryIds, means }) => ({ id, name, categoryIds, means })),
    categories: knowledge
      .all('category')
      .toSorted(bySortOrder)
      .map(({ id, name, colour, picture }) => ({
        id,
        name,
        colour,
        picture: pictureAddress(picture),
      })),
    products: knowledge
      .all('product')
      .filter((product) => product.active)
      .toSorted(bySortOrder)
      .map((product) => ({
        id: product.id,
        categoryId: product.categoryId,
        kind: product.kind,
        name: product.name,
        priceCents: product.priceCents,
        priceMinCents: product.priceMinCents,
        unit: unitOf(product.kind),
        assetId: product.assetId,
        eventId: product.eventId,
        eventPriceId: product.eventPriceId,
        offerId: product.offerId,
        offerPriceId: product.offerPriceId,
        colour: product.colour,
        picture: pictureAddress(product.picture),
        options: product.options,
      })),
    tables: knowledge.all('table').toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    assets: readAssetsGiven(station),
    events: knowledge
      .all('event')
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
      .map(({ id, name, startsAt, endsAt, asksNames, capacity, takenCount, prices }) => ({
        id,
        name,
        startsAt,
        endsAt,
        asksNames,
        placesLeft: capacity === null ? null : Math.max(0, capacity - takenCount),
        prices: prices.map(({ quota, takenCount: taken, ...price }) => ({
          ...price,
          placesLeft: quota === null ? null : Math.max(0, quota - taken),
        })),
      })),
    offers: knowledge
      .all('offer')
      .map(({ id, name, description, prices }) => ({ id, name, description, prices })),
  };
}

const pictureAddress = (picture: string | null): string | null =>
  picture === null ? null : `/pictures/${encodeURIComponent(picture)}`;

/** Moneys of this collective that a till puts on a Pass. */
function readAssetsGiven(station: Station): CatalogueShown['assets'] {
  const collectiveId = readPairing(station.context.journal.database)?.collectiveId;
  return station.context.knowledge
    .all('asset')
    .flatMap(({ id, name, kind, issuerId }) =>
      issuerId === collectiveId && (kind === 'local' || kind === 'gift')
        ? [{ id, name, kind }]
        : [],
    );
}

function readSessionShown(station: Station): ScreenState['session'] {
  const { journal, clock } = station.context;
  const session = readSession(journal.database);
  return session.staff === null
    ? {
        kind: 'signed-out',
        pinBlockedUntilAt: pinBlockedUntil(session.wrongPins, session.lastWrongAt, clock()),
        pinTriesLeft: pinTriesLeft(session.wrongPins),
      }
    : { kind: 'signed-in', staffName: session.staff.name, isManager: session.isManager };
}

function journalState(station: Station): ScreenState['journal'] {
  const refusing = refusingReason(station.context);
  return refusing === null ? { kind: 'ready' } : { kind: 'refusing', reason: refusing };
}
