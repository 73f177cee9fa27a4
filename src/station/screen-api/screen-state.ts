import type { CatalogueShown, ScreenState } from '../../contract/kiosk/screen-state.ts';
import { basketTotal, lineNotice, lineTotal } from '../../domain/till/basket.ts';
import { pinBlockedUntil, pinTriesLeft } from '../../domain/till/pin.ts';
import { readOpenBasket } from '../projections/basket.ts';
import { readPairing } from '../projections/pairing.ts';
import { readSession } from '../projections/session.ts';
import { unsentEntries } from '../sync/unsent.ts';
import { refusingReason } from '../usecases/context.ts';
import { currentPointOfSale } from '../usecases/record-sale.ts';
import { readPreferences } from '../work/preferences.ts';
import type { Station } from '../station.ts';

/** Until the first feed says otherwise. */
const DEFAULT_TIME_ZONE = 'Europe/Paris';

/** All that the screen shows, gathered from the projections and from what goes on now. */
export function readScreenState(station: Station, revision: number): ScreenState {
  const { context, demo } = station;
  const db = context.journal.database;
  const pairing = readPairing(db);
  const basket = readOpenBasket(db);
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
    basket: {
      revision: basket.revision,
      totalCents: basketTotal(basket.lines),
      lines: basket.lines.map((line) => ({
        lineId: line.lineId,
        productId: line.productId,
        label: line.label,
        optionLabels: [...line.optionLabels],
        count: line.count,
        unitPriceCents: line.unitPriceCents,
        totalCents: lineTotal(line),
        notice: lineNotice(line, context.knowledge.one('product', line.productId)),
      })),
    },
    activity: context.screen.activity(),
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
      .map(({ id, name, colour }) => ({ id, name, colour })),
    products: knowledge
      .all('product')
      .filter((product) => product.active && product.kind === 'piece')
      .toSorted(bySortOrder)
      .map(({ id, categoryId, name, priceCents, colour, picture, options }) => ({
        id,
        categoryId,
        name,
        priceCents,
        colour,
        picture: picture === null ? null : `/pictures/${encodeURIComponent(picture)}`,
        options,
      })),
  };
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
