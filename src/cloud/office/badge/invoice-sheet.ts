import { formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import type { Visit } from '../../site/visit.ts';
import type { PdfPart, PdfSheet } from '../pdf/pdf-sheet.ts';
import type { Invoice } from './invoice.ts';
import { monthText } from './month-store.ts';
import { rateTyped } from './typed.ts';

/** An invoice as paper: who sells, to whom, each day, the VAT, what is paid and what remains. */
export function invoiceSheet(visit: Visit, invoice: Invoice): PdfSheet {
  const { t, language } = visit;
  const number = t('badgeOffice.invoice.number', { number: invoice.number });
  return {
    title: number,
    by: invoice.seller.name,
    language,
    at: invoice.madeAt,
    foot: (page, pages) =>
      `${invoice.seller.name} · ${number} · ${t('badgeOffice.pdf.page', { page, pages })}`,
    parts: [
      {
        kind: 'text',
        lines: [
          t('badgeOffice.invoice.madeOn', { day: formatDay(invoice.madeOn, language) }),
          t('badgeOffice.invoice.month', { month: monthText(invoice.month, language) }),
        ],
      },
      {
        kind: 'sides',
        left: [invoice.seller.name, ...invoice.seller.lines],
        right: buyerLines(visit, invoice),
      },
      linesTable(visit, invoice),
      vatTable(visit, invoice),
      {
        kind: 'totals',
        rows: [
          [t('badgeOffice.invoice.total'), formatCents(invoice.totalCents, language)],
          [t('badgeOffice.invoice.paid'), formatCents(invoice.paidCents, language)],
          [t('badgeOffice.invoice.due'), formatCents(invoice.dueCents, language)],
        ],
      },
      { kind: 'text', isSoft: true, lines: [t('badgeOffice.invoice.included')] },
    ],
  };
}

export const buyerLines = ({ t }: Visit, { buyer }: Invoice): readonly string[] => [
  buyer.name,
  ...buyer.lines,
  ...(buyer.siren === ''
    ? []
    : [t('badgeOffice.invoice.siren', { siren: sirenText(buyer.siren) })]),
];

/** `552 100 554`. */
const sirenText = (siren: string): string => siren.replaceAll(/(\d{3})(?=\d)/g, '$1\u00a0');

function linesTable(visit: Visit, invoice: Invoice): PdfPart {
  const { t, language } = visit;
  return {
    kind: 'table',
    columns: [
      { label: t('badgeOffice.invoice.day'), width: 4.5 },
      { label: t('badgeOffice.invoice.who'), width: 3 },
      { label: t('badgeOffice.invoice.what'), width: 4 },
      { label: t('badgeOffice.invoice.stayed'), width: 1.6, align: 'right' },
      { label: t('badgeOffice.invoice.includedTime'), width: 1.8, align: 'right' },
      { label: t('badgeOffice.invoice.vatRate'), width: 1.2, align: 'right' },
      { label: t('badgeOffice.invoice.amount'), width: 2.5, align: 'right' },
    ],
    rows: invoice.lines.map((line) => [
      formatDay(line.day, language),
      line.person,
      line.label,
      formatMinutes(line.stayedMinutes, language),
      formatMinutes(line.includedMinutes, language),
      rateText(line.vatRateBp, language),
      formatCents(line.cents, language),
    ]),
  };
}

function vatTable({ t, language }: Visit, invoice: Invoice): PdfPart {
  return {
    kind: 'table',
    columns: [
      { label: t('badgeOffice.invoice.vatRate'), width: 2 },
      { label: t('badgeOffice.invoice.net'), width: 2, align: 'right' },
      { label: t('badgeOffice.invoice.vat'), width: 2, align: 'right' },
      { label: t('badgeOffice.invoice.gross'), width: 2, align: 'right' },
    ],
    rows: invoice.vat.map(({ rateBp, netCents, vatCents, totalCents }) => [
      rateText(rateBp, language),
      formatCents(netCents, language),
      formatCents(vatCents, language),
      formatCents(totalCents, language),
    ]),
  };
}

/** `5,5 %`, `5.5%`. */
export const rateText = (rateBp: number, language: string): string =>
  language === 'fr' ? `${rateTyped(rateBp)}\u202f%` : `${rateBp / 100}%`;
