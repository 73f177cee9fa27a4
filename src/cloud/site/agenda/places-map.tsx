import type { Visit } from '../visit.ts';
import { SHEET_HEIGHT, SHEET_WIDTH, drawSheet } from './map-points.ts';
import type { PlaceOnList } from './place-store.ts';

const METERS_PER_KILOMETER = 1_000;
const PIN_RADIUS = 17;

type PlacesMapProps = {
  readonly visit: Visit;
  /** Numbered in this order, here and in the list beside it. */
  readonly places: readonly PlaceOnList[];
};

/**
 * Where places stand, drawn by us from their coordinates: no map of another host is fetched. The
 * numbers are those of the list beside it.
 */
export const PlacesMap = ({ visit, places }: PlacesMapProps) => {
  const { t } = visit;
  const located = places.flatMap((place, index) =>
    place.latitudeE6 === null || place.longitudeE6 === null
      ? []
      : [
          {
            number: index + 1,
            name: place.name,
            latitudeE6: place.latitudeE6,
            longitudeE6: place.longitudeE6,
          },
        ],
  );
  if (located.length < 2) return null;
  const { points, square, squareMeters } = drawSheet(located);
  const label = located.map(({ number, name }) => `${number} ${name}`).join(', ');
  return (
    <figure class="map">
      <svg
        viewBox={`0 0 ${SHEET_WIDTH} ${SHEET_HEIGHT}`}
        width={SHEET_WIDTH}
        height={SHEET_HEIGHT}
        role="img"
        aria-label={`${t('places.map')} : ${label}`}
      >
        <path class="map-grid" d={gridPath(square)} />
        {located.map(({ number }, index) => {
          const { x, y } = points[index] ?? { x: 0, y: 0 };
          return (
            <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
              <circle class="map-pin" r={PIN_RADIUS} />
              <text class="map-number" y="6.5" text-anchor="middle">
                {number}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption class="soft">
        {t('places.scale', { distance: distanceText(squareMeters, visit) })}
      </figcaption>
    </figure>
  );
};

const distanceText = (meters: number, { t }: Visit): string =>
  meters >= METERS_PER_KILOMETER
    ? t('places.kilometers', { count: meters / METERS_PER_KILOMETER })
    : t('places.meters', { count: meters });

/** Lines of the grid, from the middle outwards. */
function gridPath(square: number): string {
  const lines = (length: number): readonly number[] => {
    const half = Math.floor(length / 2 / square);
    return Array.from({ length: 2 * half + 1 }, (_, index) => length / 2 + (index - half) * square);
  };
  return [
    ...lines(SHEET_WIDTH).map((x) => `M${x.toFixed(1)} 0V${SHEET_HEIGHT}`),
    ...lines(SHEET_HEIGHT).map((y) => `M0 ${y.toFixed(1)}H${SHEET_WIDTH}`),
  ].join('');
}
