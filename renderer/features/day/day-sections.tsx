import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { DayTotals } from '../../../src/domain/closing/day-totals.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import type { KioskKey } from '../../app/texts.ts';
import { SumRow, Sums } from '../../components/figures.tsx';

type XReport = ReplyOf<'x-report'>;
type SumLine = { readonly name: string; readonly label: string; readonly amount: Cents };

/** Lines of a long list that are seen before somebody asks for the others. */
const LINES_AT_FIRST = 6;

/** The day in parts, each a short list of words and amounts. */
export function DaySections({ report }: { readonly report: XReport }) {
  const { say } = useTexts();
  const { totals } = report;
  const counted = (name: string, label: string, count: number, amount: Cents): SumLine => ({
    name,
    label: say('day.counted-name', { name: label, count }),
    amount,
  });
  return (
    <div className="day-sections">
      <div>
        <MeansSection totals={totals} />
        <ApartSection totals={totals} />
        <VatSection totals={totals} />
        <ListSection
          title={say('day.by-staff')}
          lines={totals.byStaff.map(({ staffId, name, count, cents: sum }) =>
            counted(staffId, name, count, sum),
          )}
        />
        <ListSection
          title={say('day.by-point-of-sale')}
          lines={totals.byPointOfSale.map(({ pointOfSaleId: id, count, cents: sum }) =>
            counted(id, report.pointOfSaleNames[id] ?? id, count, sum),
          )}
        />
      </div>
      <div>
        <CashSection cash={totals.cash} />
        <ListSection
          title={say('day.unpaid')}
          lines={report.unpaid.map(({ name, totalCents }, index) => ({
            name: String(index),
            label: name === '' ? say('day.counter') : name,
            amount: totalCents,
          }))}
        />
        <ListSection
          title={say('day.by-category')}
          lines={totals.byCategory.map(({ categoryId, count, cents: sum }) =>
            counted(categoryId, report.categoryNames[categoryId] ?? categoryId, count, sum),
          )}
        />
        <ListSection
          title={say('day.by-product')}
          lines={totals.byProduct.map(({ productId, label, count, cents: sum }) =>
            counted(productId, label, count, sum),
          )}
        />
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="day-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function ListSection(props: { readonly title: string; readonly lines: readonly SumLine[] }) {
  const { say } = useTexts();
  const [isWhole, setIsWhole] = useState(false);
  const { title, lines } = props;
  if (lines.length === 0) return null;
  const hidden = isWhole ? 0 : Math.max(0, lines.length - LINES_AT_FIRST);
  return (
    <Section title={title}>
      <Sums>
        {lines.slice(0, lines.length - hidden).map(({ name, label, amount }) => (
          <SumRow key={name} label={label} amount={amount} />
        ))}
      </Sums>
      {hidden > 0 && (
        <button type="button" className="button" onClick={() => setIsWhole(true)}>
          {say('day.more', { count: hidden })}
        </button>
      )}
    </Section>
  );
}

function MeansSection({ totals }: { readonly totals: DayTotals }) {
  const { say } = useTexts();
  const all = cents(totals.byMeans.reduce((sum, row) => sum + row.cents, 0));
  return (
    <Section title={say('day.by-means')}>
      {totals.byMeans.length === 0 ? (
        <p className="day-nothing">{say('day.nothing')}</p>
      ) : (
        <Sums>
          {totals.byMeans.map(({ means, count, cents: sum }) => (
            <SumRow
              key={means}
              label={say('day.counted-name', { name: say(`means.${means}`), count })}
              amount={sum}
            />
          ))}
          <SumRow label={say('day.all-sold')} amount={all} isTotal />
          {totals.byAssetKind.map(({ kind, cents: sum }) => (
            <SumRow
              key={kind}
              label={say('day.of-which', { what: say(`day.kind.${kind}`) })}
              amount={sum}
            />
          ))}
        </Sums>
      )}
    </Section>
  );
}

/** How the drawer got to what it must hold. */
function CashSection({ cash }: { readonly cash: DayTotals['cash'] }) {
  const { say } = useTexts();
  const rows: readonly (readonly [KioskKey, number])[] = [
    ['day.cash-opening', cash.openingCents],
    ['day.cash-sales', cash.salesCents],
    ['day.cash-top-ups', cash.topUpsCents],
    ['day.cash-emptied', -cash.emptiedCents],
    ['day.cash-corrections', -cash.correctionsCents],
    ['day.cash-moved', cash.movedCents],
  ];
  return (
    <Section title={say('day.cash')}>
      <Sums>
        {rows
          .filter(([, amount], index) => index === 0 || amount !== 0)
          .map(([key, amount]) => (
            <SumRow key={key} label={say(key)} amount={cents(amount + 0)} />
          ))}
        <SumRow label={say('day.cash-total')} amount={cash.expectedCents} isTotal />
      </Sums>
    </Section>
  );
}

/** What is not turnover, or is already inside it. */
function ApartSection({ totals }: { readonly totals: DayTotals }) {
  const { say } = useTexts();
  const rows = (
    [
      ['day.top-ups', totals.topUps],
      ['day.gifts', totals.gifts],
      ['day.emptied', totals.emptied],
      ['day.deposits-taken', totals.depositsTaken],
      ['day.deposits-returned', totals.depositsReturned],
      ['day.memberships', totals.memberships],
      ['day.offered', totals.offered],
      ['day.discounts', totals.discounts],
      ['day.corrections', totals.corrections],
      ['day.means-changed', totals.meansChanged],
    ] as const
  ).filter(([, { count, cents: sum }]) => count !== 0 || sum !== 0);
  return (
    <ListSection
      title={say('day.apart')}
      lines={rows.map(([key, { count, cents: sum }]) => ({
        name: key,
        label: say('day.counted-name', { name: say(key), count }),
        amount: sum,
      }))}
    />
  );
}

function VatSection({ totals }: { readonly totals: DayTotals }) {
  const { say, euros, language } = useTexts();
  if (totals.byVat.length === 0) return null;
  const rates = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return (
    <Section title={say('day.by-vat')}>
      <ul className="sums">
        {totals.byVat.map(({ rateBp, cents: sum, vatCents }) => (
          <li key={rateBp} className="sum-row">
            <span>{say('day.vat-rate', { rate: rates.format(rateBp / 100) })}</span>
            <span>
              {euros(sum)}
              <small className="day-vat">
                {say('day.vat-inside', { amount: euros(vatCents) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
