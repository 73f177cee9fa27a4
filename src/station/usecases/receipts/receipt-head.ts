import type { ReceiptHead } from '../../../domain/receipt/receipt.ts';
import type { Language } from '../../../shared/i18n.ts';
import type { Instant } from '../../../shared/time.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { readPairing } from '../../projections/pairing.ts';
import { readTrainingState } from '../../projections/training.ts';
import { readPreferences } from '../../work/preferences.ts';
import type { StationContext } from '../context.ts';

/** Until the first feed says otherwise. */
const DEFAULT_TIME_ZONE = 'Europe/Paris';

/** What every paper of this station carries. Without `isTraining` it is as the till is now. */
export function receiptHead(
  context: StationContext,
  paper: {
    readonly number: string | null;
    readonly at: Instant;
    readonly staffName: string | null;
    readonly pointOfSaleId?: string | null;
    readonly copy: number;
    readonly isTraining?: boolean;
  },
): ReceiptHead {
  const { knowledge, journal } = context;
  const settings = knowledge.settings();
  const point = knowledge.all('point-of-sale').find(({ id }) => id === paper.pointOfSaleId);
  return {
    collective: {
      name: settings?.collectiveName ?? readPairing(journal.database)?.collectiveName ?? '',
      lines: [],
    },
    footer: settings?.receiptLines ?? [],
    number: paper.number,
    at: paper.at,
    timeZone: settings?.timeZone ?? DEFAULT_TIME_ZONE,
    staffName: paper.staffName,
    pointOfSale: point?.name ?? null,
    copy: paper.copy,
    isTraining: paper.isTraining ?? readTrainingState(journal.database).isOn,
  };
}

/** The language in which this station writes its papers. */
export const paperLanguage = (context: StationContext): Language =>
  readPreferences(context.settings).language;

/** Where an order is prepared, in the words of the papers. */
export const placeNameOf = (context: StationContext, place: 'kitchen' | 'bar'): string =>
  RECEIPT_TEXTS[paperLanguage(context)](place === 'kitchen' ? 'order.kitchen' : 'order.bar');

/** A table or a tab on a paper; nothing for the counter. */
export const tabNameOf = (name: string): string | null => (name === '' ? null : name);
