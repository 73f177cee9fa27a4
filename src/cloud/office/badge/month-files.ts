import { csvFile, number } from '../../../domain/closing/csv-file.ts';
import type { CsvCell } from '../../../domain/closing/csv-file.ts';
import { formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import { Temporal } from '../../../shared/time.ts';
import type { DayRule, Instant } from '../../../shared/time.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { makePdf } from '../pdf/pdf-sheet.ts';
import type { PdfPart, PdfSheet } from '../pdf/pdf-sheet.ts';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import type { BadgeOffice } from './badge-office.ts';
import { BADGE_PATHS } from './badge-paths.ts';
import { includedMinutesOf, monthText, readMonthOf } from './month-store.ts';
import type { Month } from './month-store.ts';
import { readAskedMonth } from './month.tsx';
import type { AskedMonth } from './month.tsx';
import { nameOf } from './names.ts';

/** The month as files, for a spreadsheet and for paper. */

const CSV_COLUMNS = [
  'day',
  'name',
  'space',
  'plan',
  'in',
  'out',
  'minutes',
  'includedMinutes',
  'billed',
  'paid',
  'due',
  'state',
] as const;

export const downloadMonthCsvRoute = {
  method: 'GET',
  path: BADGE_PATHS.monthCsv,
  who: 'manager',
  handle: async (call) => {
    const { office, asked, month } = await gather(call);
    if (month === null) return refuseUnknown(call);
    return sendFile(call, {
      name: fileName(asked, 'csv'),
      contentType: 'text/csv; charset=utf-8',
      content: monthCsv(office, month),
    });
  },
} satisfies Route;

/** One row for each stay. */
function monthCsv({ visit, rule }: BadgeOffice, { stays }: Month): string {
  const { t } = visit;
  return csvFile([
    CSV_COLUMNS.map((column) => t(`badgeOffice.csv.${column}`)),
    ...stays.map((row): readonly CsvCell[] => [
      row.day,
      nameOf(visit, row),
      row.spaceName,
      row.planName,
      localMoment(row.inAt, rule),
      localMoment(row.outAt, rule),
      number(row.stayedMinutes),
      number(includedMinutesOf(row)),
      number(row.cents, 2),
      number(row.paidCents, 2),
      number(row.dueCents, 2),
      t(`badgeOffice.states.${row.state}`),
    ]),
  ]);
}

/** `2026-11-03 14:30`, which every spreadsheet reads. */
const localMoment = (at: Instant | null, { timeZone }: DayRule): string =>
  at === null
    ? ''
    : Temporal.Instant.from(at)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ');

export const downloadMonthPdfRoute = {
  method: 'GET',
  path: BADGE_PATHS.monthPdf,
  who: 'manager',
  handle: async (call) => {
    const { office, asked, month } = await gather(call);
    if (month === null) return refuseUnknown(call);
    return sendFile(call, {
      name: fileName(asked, 'pdf'),
      contentType: 'application/pdf',
      content: await makePdf(monthSheet(office, asked, month)),
    });
  },
} satisfies Route;

async function gather(call: ManagerCall) {
  const office = await openBadgeOffice(call);
  const asked = readAskedMonth(call, office);
  const month = await readMonthOf(call.deps.db, office.visit, {
    collectiveId: call.collective.id,
    ...asked,
  });
  return { office, asked, month };
}

const fileName = ({ month, payer }: AskedMonth, extension: string): string =>
  `presences-${month}${payer === null ? '' : '-personne'}.${extension}`;

type SentFile = {
  readonly name: string;
  readonly contentType: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
};

/** Answers a file to keep; nobody else keeps a copy on the way. */
export function sendFile(call: ManagerCall, { name, contentType, content }: SentFile): Response {
  call.c.header('Content-Type', contentType);
  call.c.header('Content-Disposition', `attachment; filename="${name}"`);
  call.c.header('Cache-Control', 'no-store');
  return call.c.body(content);
}

function monthSheet(office: BadgeOffice, asked: AskedMonth, month: Month): PdfSheet {
  const { visit, collective } = office;
  const { t, language } = visit;
  const name = monthText(asked.month, language);
  const { summary } = month;
  const money = (amount: typeof summary.cents): string => formatCents(amount, language);
  return {
    title:
      month.payerName === null
        ? t('badgeOffice.month.title', { month: name })
        : t('badgeOffice.month.of', { name: month.payerName, month: name }),
    by: collective.name,
    language,
    at: visit.now,
    foot: (page, pages) => t('badgeOffice.pdf.page', { page, pages }),
    parts: [
      {
        kind: 'text',
        lines: [
          t('badgeOffice.month.picture', {
            month: name,
            time: formatMinutes(summary.stayedMinutes, language),
            count: summary.daysWithStays,
          }),
        ],
      },
      {
        kind: 'bars',
        bars: summary.days.map(({ day, stayedMinutes }) => ({
          label: String(Number(day.slice(8))),
          value: stayedMinutes,
        })),
      },
      asked.payer === null ? peopleTable(office, month) : staysTable(office, month),
      {
        kind: 'totals',
        rows: [
          [t('badgeOffice.month.billed'), money(summary.cents)],
          [t('badgeOffice.month.paid'), money(summary.paidCents)],
          [t('badgeOffice.month.due'), money(summary.dueCents)],
        ],
      },
    ],
  };
}

function peopleTable({ visit }: BadgeOffice, { people }: Month): PdfPart {
  const { t, language } = visit;
  return {
    kind: 'table',
    columns: [
      { label: t('badgeOffice.month.name'), width: 5 },
      { label: t('badgeOffice.month.days'), width: 1.3, align: 'right' },
      { label: t('badgeOffice.month.time'), width: 2, align: 'right' },
      { label: t('badgeOffice.month.included'), width: 2, align: 'right' },
      { label: t('badgeOffice.month.billed'), width: 2, align: 'right' },
      { label: t('badgeOffice.month.due'), width: 2, align: 'right' },
    ],
    rows: people.map(({ name, days, sums }) => [
      name,
      String(days),
      formatMinutes(sums.stayedMinutes, language),
      formatMinutes(sums.includedMinutes, language),
      formatCents(sums.cents, language),
      formatCents(sums.dueCents, language),
    ]),
  };
}

function staysTable({ visit }: BadgeOffice, { stays }: Month): PdfPart {
  const { t, language } = visit;
  return {
    kind: 'table',
    columns: [
      { label: t('badgeOffice.month.day'), width: 4 },
      { label: t('badgeOffice.csv.space'), width: 4 },
      { label: t('badgeOffice.month.time'), width: 2, align: 'right' },
      { label: t('badgeOffice.month.included'), width: 2, align: 'right' },
      { label: t('badgeOffice.month.billed'), width: 2, align: 'right' },
    ],
    rows: stays.map((row) => [
      formatDay(row.day, language),
      row.holder.kind === 'guest' ? `${row.spaceName} (${nameOf(visit, row)})` : row.spaceName,
      formatMinutes(row.stayedMinutes, language),
      formatMinutes(includedMinutesOf(row), language),
      formatCents(row.cents, language),
    ]),
  };
}
