/** A drawn map of a few places: where each one stands on a sheet, and how large a square is. */

export type GeoPoint = { readonly latitudeE6: number; readonly longitudeE6: number };
export type SheetPoint = { readonly x: number; readonly y: number };

export type SheetMap = {
  readonly points: readonly SheetPoint[];
  /** Side of a square of the grid, on the sheet and on the ground. */
  readonly square: number;
  readonly squareMeters: number;
};

export const SHEET_WIDTH = 480;
export const SHEET_HEIGHT = 300;
const MARGIN = 56;
/** Neighbours door to door still stand apart. */
const GROUND_METERS_MIN = 200;
const METERS_PER_DEGREE = 111_320;
/** Squares across the sheet, about. */
const SQUARES = 5;
/** Pins nearer than this would hide each other. */
const PIN_APART = 40;

/** Puts places on a sheet with the north above, all of them inside its margins. */
export function drawSheet(places: readonly GeoPoint[]): SheetMap {
  const [latitudes, longitudes] = [
    places.map(({ latitudeE6 }) => latitudeE6 / 1e6),
    places.map(({ longitudeE6 }) => longitudeE6 / 1e6),
  ];
  const middle = { latitude: middleOf(latitudes), longitude: middleOf(longitudes) };
  const narrowing = Math.cos((middle.latitude * Math.PI) / 180);
  // Meters east and north of the middle.
  const ground = places.map((_, index) => ({
    east: ((longitudes[index] ?? 0) - middle.longitude) * METERS_PER_DEGREE * narrowing,
    north: ((latitudes[index] ?? 0) - middle.latitude) * METERS_PER_DEGREE,
  }));
  const scale = Math.min(
    (SHEET_WIDTH - 2 * MARGIN) / spanOf(ground.map(({ east }) => east)),
    (SHEET_HEIGHT - 2 * MARGIN) / spanOf(ground.map(({ north }) => north)),
  );
  const squareMeters = niceLength(SHEET_WIDTH / SQUARES / scale);
  const points = ground.map(({ east, north }) => ({
    x: SHEET_WIDTH / 2 + east * scale,
    y: SHEET_HEIGHT / 2 - north * scale,
  }));
  return { points: keepApart(points), square: squareMeters * scale, squareMeters };
}

const middleOf = (values: readonly number[]): number =>
  (Math.min(...values) + Math.max(...values)) / 2;

const spanOf = (values: readonly number[]): number =>
  Math.max(GROUND_METERS_MIN, Math.max(...values) - Math.min(...values));

/** The largest of 1, 2, 5, 10, 20, 50 … that is not above a length. */
function niceLength(meters: number): number {
  const ten = 10 ** Math.floor(Math.log10(meters));
  const step = [5, 2, 1].find((candidate) => candidate * ten <= meters) ?? 1;
  return step * ten;
}

/** Moves a pin to the side of the ones before it that it would hide. */
function keepApart(points: readonly SheetPoint[]): readonly SheetPoint[] {
  const placed: SheetPoint[] = [];
  for (const point of points) {
    const hides = placed.filter(
      ({ x, y }) => Math.hypot(x - point.x, y - point.y) < PIN_APART,
    ).length;
    placed.push(hides === 0 ? point : { x: point.x + hides * PIN_APART, y: point.y });
  }
  return placed;
}
