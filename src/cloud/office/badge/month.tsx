import { formatCents, formatDay, formatHour, formatMinutes } from '../../../shared/format.ts';
import { businessDay } from '../../../shared/time.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { ButtonLink } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import type { BadgeOffice } from './badge-office.ts';
import { BADGE_PATHS, badgePath, monthPath } from './badge-paths.ts';
import { MonthBars, MonthCalendar } from './month-picture.tsx';
import { monthAfter, monthBefore, monthText, readMonthOf } from './month-store.ts';
import type { Month } from './month-store.ts';
import { nameOf } from './names.ts';
import { readMonth } from './typed.ts';
import { TableBox } from '../../site/parts/tables.tsx';

export type AskedMonth = { readonly month: string; readonly payer: string | null };

/** The month and the person in the address; this month and everybody when it does not say. */
export function readAskedMonth(call: ManagerCall, { visit, rule }: BadgeOffice): AskedMonth {
  const payer = call.c.req.query('personne') ?? '';
  return {
    month: readMonth(call.c.req.query('m') ?? '') ?? businessDay(visit.now, rule).slice(0, 7),
    payer: payer === '' ? null : payer,
  };
}

/** Days, hours and amounts of a month: of the collective, or of one person. */
export const showMonthRoute = {
  method: 'GET',
  path: BADGE_PATHS.month,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const { visit, collective } = office;
    const { t, language } = visit;
    const asked = readAskedMonth(call, office);
    const month = await readMonthOf(call.deps.db, visit, {
      collectiveId: collective.id,
      ...asked,
    });
    if (month === null) return refuseUnknown(call);
    const name = monthText(asked.month, language);
    const title =
      month.payerName === null
        ? t('badgeOffice.month.title', { month: name })
        : t('badgeOffice.month.of', { name: month.payerName, month: name });
    const parts = { office, month, asked };
    return answerBadgePage(call, office, {
      title,
      tab: 'month',
      body: (
        <>
          {asked.payer === null ? null : (
            <p class="back">
              <a href={monthPath(collective.slug, 'month', { month: asked.month })}>
                <Icon name="back" />
                {t('badgeOffice.month.everybody')}
              </a>
            </p>
          )}
          <h1>{title}</h1>
          <MonthMoves {...parts} />
          <Sums {...parts} />
          <Picture {...parts} />
          {asked.payer === null ? <People {...parts} /> : <Stays {...parts} />}
          <p class="pages no-print">
            <ButtonLink href={monthFile(parts, 'monthCsv')} kind="second" icon="list">
              {t('badgeOffice.month.csv')}
            </ButtonLink>
            <ButtonLink href={monthFile(parts, 'monthPdf')} kind="second" icon="printer">
              {t('badgeOffice.month.pdf')}
            </ButtonLink>
          </p>
        </>
      ),
    });
  },
} satisfies Route;

type PartProps = {
  readonly office: BadgeOffice;
  readonly month: Month;
  readonly asked: AskedMonth;
};

const monthFile = ({ office, asked }: PartProps, page: 'monthCsv' | 'monthPdf'): string =>
  monthPath(office.collective.slug, page, { month: asked.month, holder: asked.payer });

const MonthMoves = ({ office: { visit, collective, rule }, asked }: PartProps) => {
  const thisMonth = businessDay(visit.now, rule).slice(0, 7);
  const link = (month: string) => (
    <a href={monthPath(collective.slug, 'month', { month, holder: asked.payer })}>
      {monthText(month, visit.language)}
    </a>
  );
  return (
    <nav class="pages no-print" aria-label={visit.t('badgeOffice.month.choose')}>
      {link(monthBefore(asked.month))}
      {asked.month < thisMonth ? link(monthAfter(asked.month)) : null}
    </nav>
  );
};

const Sums = ({ office: { visit }, month, asked }: PartProps) => {
  const { t, language } = visit;
  const sums = month.summary;
  const figures = [
    ...(asked.payer === null ? [['people', String(sums.people)] as const] : []),
    ['days', String(sums.daysWithStays)],
    ['time', formatMinutes(sums.stayedMinutes, language)],
    ['billed', formatCents(sums.cents, language)],
    ['paid', formatCents(sums.paidCents, language)],
    ['due', formatCents(sums.dueCents, language)],
  ] as const;
  return (
    <dl class="figures">
      {figures.map(([key, value]) => (
        <div>
          <dt>{t(`badgeOffice.month.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

const Picture = ({ office: { visit }, month, asked }: PartProps) => {
  const { t, language } = visit;
  const { summary } = month;
  const label = t('badgeOffice.month.picture', {
    month: monthText(month.month, language),
    time: formatMinutes(summary.stayedMinutes, language),
    count: summary.daysWithStays,
  });
  const days = summary.days.filter(({ stays }) => stays > 0);
  return (
    <section class="panel">
      <h2>{t('badgeOffice.month.byDay')}</h2>
      {asked.payer === null ? (
        <MonthBars visit={visit} summary={summary} label={label} />
      ) : (
        <MonthCalendar visit={visit} summary={summary} label={label} />
      )}
      <details class="no-print">
        <summary>{t('badgeOffice.month.asTable')}</summary>
        <TableBox label={t('badgeOffice.month.byDay')}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('badgeOffice.month.day')}</th>
                <th scope="col" class="figure">
                  {t('badgeOffice.month.people')}
                </th>
                <th scope="col" class="figure">
                  {t('badgeOffice.month.time')}
                </th>
                <th scope="col" class="figure">
                  {t('badgeOffice.month.billed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ day, people, stayedMinutes, cents }) => (
                <tr>
                  <th scope="row">{formatDay(day, language)}</th>
                  <td class="figure">{people}</td>
                  <td class="figure">{formatMinutes(stayedMinutes, language)}</td>
                  <td class="figure">{formatCents(cents, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      </details>
    </section>
  );
};

const PEOPLE_COLUMNS = ['days', 'time', 'included', 'billed', 'paid', 'due'] as const;

const People = ({ office: { visit, collective }, month }: PartProps) => {
  const { t, language } = visit;
  return (
    <section class="panel">
      <h2>{t('badgeOffice.month.byPerson')}</h2>
      {month.people.length === 0 ? <p class="soft">{t('badgeOffice.month.nobody')}</p> : null}
      <TableBox label={t('badgeOffice.month.byPerson')}>
        <table class="table table-stack">
          <thead>
            <tr>
              <th scope="col">{t('badgeOffice.month.name')}</th>
              {PEOPLE_COLUMNS.map((column) => (
                <th scope="col" class="figure">
                  {t(`badgeOffice.month.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {month.people.map(({ key, name, days, sums }) => (
              <tr>
                <th scope="row">
                  <a
                    href={monthPath(collective.slug, 'month', { month: month.month, holder: key })}
                  >
                    {name}
                  </a>
                </th>
                <td class="figure">{days}</td>
                <td class="figure">{formatMinutes(sums.stayedMinutes, language)}</td>
                <td class="figure">{formatMinutes(sums.includedMinutes, language)}</td>
                <td class="figure">{formatCents(sums.cents, language)}</td>
                <td class="figure">{formatCents(sums.paidCents, language)}</td>
                <td class="figure">{formatCents(sums.dueCents, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
};

const Stays = ({ office: { visit, collective, rule }, month }: PartProps) => {
  const { t, language } = visit;
  return (
    <section class="panel">
      <h2>{t('badgeOffice.month.stays')}</h2>
      <ul class="rows">
        {month.stays.map((row) => (
          <li class="row">
            <div class="row-text">
              <a href={badgePath(collective.slug, 'presence', row.presenceId)}>
                {formatDay(row.day, language)}
              </a>
              <span>
                {row.inAt === null || row.outAt === null
                  ? row.spaceName
                  : t('badgeOffice.month.span', {
                      from: formatHour(row.inAt, rule.timeZone, language),
                      to: formatHour(row.outAt, rule.timeZone, language),
                      space: row.spaceName,
                    })}
              </span>
              <span class="soft">
                {row.holder.kind === 'guest' ? `${nameOf(visit, row)} · ` : ''}
                {row.state === 'open'
                  ? t('badgeOffice.states.open')
                  : formatMinutes(row.stayedMinutes, language)}
              </span>
            </div>
            <strong class="row-amount">{formatCents(row.cents, language)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
};
