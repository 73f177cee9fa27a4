import type { Projection } from '../journal/projection.ts';
import { basketProjection } from './basket.ts';
import { correctionsProjection } from './corrections.ts';
import { creditsProjection } from './credits.ts';
import { dayProjection } from './day.ts';
import { doorProjection } from './door.ts';
import { ordersProjection } from './orders.ts';
import { pairingProjection } from './pairing.ts';
import { presencesProjection } from './presences.ts';
import { receiptsProjection } from './receipts.ts';
import { salesProjection } from './sales.ts';
import { sessionProjection } from './session.ts';
import { stockProjection } from './stock.ts';
import { trainingProjection } from './training.ts';

/** Every projection of a station, in the order in which they are rebuilt. */
export const STATION_PROJECTIONS: readonly Projection[] = [
  pairingProjection,
  sessionProjection,
  basketProjection,
  ordersProjection,
  salesProjection,
  correctionsProjection,
  receiptsProjection,
  creditsProjection,
  stockProjection,
  doorProjection,
  presencesProjection,
  dayProjection,
  trainingProjection,
];
