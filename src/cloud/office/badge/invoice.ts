import { addCents, cents, vatInside } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { PersonId, PresenceId } from '../../../shared/ids.ts';
import type { Day, Instant } from '../../../shared/time.ts';

/** An invoice of a month, as it was made. Nothing of it changes afterwards. */
export type Invoice = {
  readonly number: number;
  readonly month: string;
  /** The day it was made, of the collective. */
  readonly madeOn: Day;
  readonly madeAt: Instant;
  readonly seller: { readonly name: string; readonly lines: readonly string[] };
  readonly buyer: InvoiceBuyer;
  readonly lines: readonly InvoiceLine[];
  readonly vat: readonly InvoiceVat[];
  readonly totalCents: Cents;
  /** On the day it was made. */
  readonly paidCents: Cents;
  readonly dueCents: Cents;
  readonly presenceIds: readonly PresenceId[];
};

export type InvoiceBuyer = {
  readonly kind: 'person' | 'party';
  readonly id: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly siren: string;
};

/** What one person stayed on one day, under one plan. */
export type InvoiceLine = {
  readonly day: Day;
  readonly person: string;
  readonly label: string;
  readonly stayedMinutes: number;
  readonly includedMinutes: number;
  readonly vatRateBp: number;
  readonly cents: Cents;
};

export type InvoiceVat = {
  readonly rateBp: number;
  readonly totalCents: Cents;
  readonly netCents: Cents;
  readonly vatCents: Cents;
};

/** A stay that is to be invoiced. */
export type InvoicedStay = InvoiceLine & {
  readonly presenceId: PresenceId;
  readonly personId: PersonId;
  readonly paidCents: Cents;
};

type InvoiceSums = Pick<
  Invoice,
  'lines' | 'vat' | 'totalCents' | 'paidCents' | 'dueCents' | 'presenceIds'
>;

/**
 * Adds stays up to lines, by day, person and plan, and takes the VAT out of what each rate sums to:
 * one rounding for each rate, as the tickets do.
 */
export function sumInvoice(stays: readonly InvoicedStay[]): InvoiceSums {
  const groups = Map.groupBy(
    stays,
    ({ day, personId, person, label, vatRateBp }) =>
      `${day} ${personId} ${person} ${label} ${vatRateBp}`,
  );
  const lines = [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const all = [first, ...others];
    return [
      {
        day: first.day,
        person: first.person,
        label: first.label,
        stayedMinutes: all.reduce((sum, { stayedMinutes }) => sum + stayedMinutes, 0),
        includedMinutes: all.reduce((sum, { includedMinutes }) => sum + includedMinutes, 0),
        vatRateBp: first.vatRateBp,
        cents: addCents(...all.map((stay) => stay.cents)),
      },
    ];
  });
  const totalCents = addCents(...lines.map((line) => line.cents));
  const dueCents = addCents(
    ...stays.map((stay) => cents(Math.max(0, stay.cents - stay.paidCents))),
  );
  return {
    lines: lines.toSorted(byDayThenPerson),
    vat: splitVat(lines),
    totalCents,
    // What was paid too much of a stay goes back to the Pass; it pays nothing here.
    paidCents: cents(totalCents - dueCents),
    dueCents,
    presenceIds: stays.map(({ presenceId }) => presenceId),
  };
}

const byDayThenPerson = (left: InvoiceLine, right: InvoiceLine): number =>
  `${left.day} ${left.person} ${left.label}` < `${right.day} ${right.person} ${right.label}`
    ? -1
    : 1;

function splitVat(lines: readonly InvoiceLine[]): readonly InvoiceVat[] {
  const rates = [...Map.groupBy(lines, ({ vatRateBp }) => vatRateBp)];
  return rates
    .toSorted(([left], [right]) => left - right)
    .map(([rateBp, own]) => {
      const totalCents = addCents(...own.map((line) => line.cents));
      const vatCents = vatInside(totalCents, rateBp);
      return { rateBp, totalCents, vatCents, netCents: cents(totalCents - vatCents) };
    });
}
