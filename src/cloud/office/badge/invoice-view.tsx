import { formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import type { Visit } from '../../site/visit.ts';
import type { Invoice } from './invoice.ts';
import { buyerLines, rateText } from './invoice-sheet.ts';
import { monthText } from './month-store.ts';
import { TableBox } from '../../site/parts/tables.tsx';

type InvoiceProps = { readonly visit: Visit; readonly invoice: Invoice };

/** An invoice on the page, as its paper says it. */
export const InvoiceView = ({ visit, invoice }: InvoiceProps) => {
  const { t, language } = visit;
  const money = (amount: Invoice['totalCents']): string => formatCents(amount, language);
  return (
    <section class="panel invoice">
      <h1>{t('badgeOffice.invoice.number', { number: invoice.number })}</h1>
      <p>
        {t('badgeOffice.invoice.madeOn', { day: formatDay(invoice.madeOn, language) })}{' '}
        {t('badgeOffice.invoice.month', { month: monthText(invoice.month, language) })}
      </p>
      <div class="invoice-sides">
        <address>
          <strong>{invoice.seller.name}</strong>
          {invoice.seller.lines.map((line) => (
            <span>{line}</span>
          ))}
        </address>
        <address>
          {buyerLines(visit, invoice).map((line, index) =>
            index === 0 ? <strong>{line}</strong> : <span>{line}</span>,
          )}
        </address>
      </div>
      <TableBox label={t('badgeOffice.invoice.number', { number: invoice.number })}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('badgeOffice.invoice.day')}</th>
              <th scope="col">{t('badgeOffice.invoice.who')}</th>
              <th scope="col">{t('badgeOffice.invoice.what')}</th>
              <th scope="col" class="figure">
                {t('badgeOffice.invoice.stayed')}
              </th>
              <th scope="col" class="figure">
                {t('badgeOffice.invoice.includedTime')}
              </th>
              <th scope="col" class="figure">
                {t('badgeOffice.invoice.vatRate')}
              </th>
              <th scope="col" class="figure">
                {t('badgeOffice.invoice.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {invoice.lines.map((line) => (
              <tr>
                <th scope="row">{formatDay(line.day, language)}</th>
                <td>{line.person}</td>
                <td>{line.label}</td>
                <td class="figure">{formatMinutes(line.stayedMinutes, language)}</td>
                <td class="figure">{formatMinutes(line.includedMinutes, language)}</td>
                <td class="figure">{rateText(line.vatRateBp, language)}</td>
                <td class="figure">{money(line.cents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      <InvoiceTotals visit={visit} invoice={invoice} />
    </section>
  );
};

const InvoiceTotals = ({ visit, invoice }: InvoiceProps) => {
  const { t, language } = visit;
  const money = (amount: Invoice['totalCents']): string => formatCents(amount, language);
  return (
    <dl class="facts-list">
      {invoice.vat.map(({ rateBp, netCents, vatCents }) => (
        <>
          <dt>{t('badgeOffice.invoice.vatOf', { rate: rateText(rateBp, language) })}</dt>
          <dd>
            {t('badgeOffice.invoice.vatSplit', { net: money(netCents), vat: money(vatCents) })}
          </dd>
        </>
      ))}
      <dt>{t('badgeOffice.invoice.total')}</dt>
      <dd>{money(invoice.totalCents)}</dd>
      <dt>{t('badgeOffice.invoice.paid')}</dt>
      <dd>{money(invoice.paidCents)}</dd>
      <dt>{t('badgeOffice.invoice.due')}</dt>
      <dd>
        <strong>{money(invoice.dueCents)}</strong>
      </dd>
    </dl>
  );
};
