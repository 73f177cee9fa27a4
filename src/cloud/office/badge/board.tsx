import {
  dayOf,
  formatCents,
  formatDay,
  formatHour,
  formatMinutes,
} from '../../../shared/format.ts';
import { addCents } from '../../../shared/money.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { DayRule } from '../../../shared/time.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { Route } from '../../http/route.ts';
import { answerPage } from '../../site/page.tsx';
import { ButtonLink } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { boardVersion, readBoard } from './board-store.ts';
import type { Board } from './board-store.ts';
import { nameOf } from './names.ts';
import { TableBox } from '../../site/parts/tables.tsx';

/** Who is in now, for staff: all names (RULES B8). */
export const showBoardRoute = {
  method: 'GET',
  path: BADGE_PATHS.board,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const { visit, collective, rule } = office;
    const { t } = visit;
    const board = await readBoard(call.deps.db, collective.id);
    const parts = { visit, rule, slug: collective.slug, board };
    return answerBadgePage(call, office, {
      title: t('badgeOffice.board.title'),
      tab: 'board',
      stateUrl: badgePath(collective.slug, 'boardState'),
      body: (
        <>
          <h1 class="board-count">
            {t('badgeOffice.board.count', { count: board.inside.length })}
          </h1>
          <Places {...parts} />
          <div class="account-columns">
            <Inside {...parts} />
            <div class="account-side">
              <Due {...parts} />
              <Unclear {...parts} />
            </div>
          </div>
          <p class="soft fresh">
            {t('account.fresh', { hour: formatHour(visit.now, rule.timeZone, visit.language) })}
          </p>
        </>
      ),
    });
  },
} satisfies Route;

/** Whether the board has changed, for the page that is open. */
export const showBoardStateRoute = {
  method: 'GET',
  path: BADGE_PATHS.boardState,
  who: 'manager',
  handle: async (call) => {
    const etag = `"${await boardVersion(call.deps.db, call.collective.id)}"`;
    call.c.header('ETag', etag);
    call.c.header('Cache-Control', 'private, no-cache');
    const isKnown = call.c.req.header('if-none-match') === etag;
    return isKnown ? call.c.body(null, 304) : call.c.body(null, 204);
  },
} satisfies Route;

type PartProps = {
  readonly visit: Visit;
  readonly rule: DayRule;
  readonly slug: string;
  readonly board: Board;
};

const Places = ({ visit: { t }, board }: PartProps) => (
  <ul class="places">
    {board.spaces.map(({ name, count, places }) => (
      <li>
        <strong>{name}</strong>
        <span>{t('badgeOffice.board.places', { inside: count, places })}</span>
      </li>
    ))}
  </ul>
);

const Inside = ({ visit, rule, slug, board }: PartProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('badgeOffice.board.inside')}</h2>
      {board.inside.length === 0 ? <p class="soft">{t('badgeOffice.board.nobody')}</p> : null}
      <ul class="rows">
        {board.inside.map((row) => (
          <li class="row">
            <span class="row-mark">
              <Icon name={row.holder.kind === 'guest' ? 'hand' : 'user'} />
            </span>
            <div class="row-text">
              <a href={badgePath(slug, 'presence', row.presenceId)}>{nameOf(visit, row)}</a>
              <span class="soft">{row.spaceName}</span>
            </div>
            <span class="row-since">
              {row.inAt === null ? null : sinceText(visit, row.inAt, rule)}
              <span class="soft">{row.inAt === null ? '' : stayedText(visit, row.inAt)}</span>
            </span>
          </li>
        ))}
      </ul>
      {board.inside.length === 0 ? null : (
        <ButtonLink href={badgePath(slug, 'staffList')} kind="second" icon="printer">
          {t('badgeOffice.board.list')}
        </ButtonLink>
      )}
    </section>
  );
};

const sinceText = (visit: Visit, inAt: NonNullable<PresenceRow['inAt']>, rule: DayRule): string => {
  const hour = formatHour(inAt, rule.timeZone, visit.language);
  const day = dayOf(inAt, rule.timeZone);
  return day === dayOf(visit.now, rule.timeZone)
    ? visit.t('badgeOffice.board.since', { hour })
    : visit.t('badgeOffice.board.sinceDay', { hour, day: formatDay(day, visit.language) });
};

const stayedText = (visit: Visit, inAt: NonNullable<PresenceRow['inAt']>): string => {
  const minutes = Math.max(0, Math.floor((msOfInstant(visit.now) - msOfInstant(inAt)) / 60_000));
  return formatMinutes(minutes, visit.language);
};

const Due = ({ visit, slug, board }: PartProps) => {
  const { t, language } = visit;
  const total = addCents(...board.due.map(({ dueCents }) => dueCents));
  return (
    <section class="panel">
      <h2>{t('badgeOffice.board.due')}</h2>
      <p class={board.due.length === 0 ? 'soft' : undefined}>
        {board.due.length === 0
          ? t('badgeOffice.board.nothingDue')
          : t('badgeOffice.board.dueTotal', { amount: formatCents(total, language) })}
      </p>
      <ul class="rows">
        {board.due.map((row) => (
          <li class="row">
            <div class="row-text">
              <a href={badgePath(slug, 'presence', row.presenceId)}>{nameOf(visit, row)}</a>
              <span class="soft">{formatDay(row.day, language)}</span>
            </div>
            <strong class="row-amount">{formatCents(row.dueCents, language)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
};

const Unclear = ({ visit, slug, board }: PartProps) =>
  board.unclear.length === 0 ? null : (
    <section class="panel">
      <h2>{visit.t('badgeOffice.board.unclear')}</h2>
      <p class="soft">{visit.t('badgeOffice.board.unclearHint')}</p>
      <ul class="rows">
        {board.unclear.map((row) => (
          <li class="row">
            <div class="row-text">
              <a href={badgePath(slug, 'presence', row.presenceId)}>{nameOf(visit, row)}</a>
              <span class="soft">
                {row.spaceName}, {formatDay(row.day, visit.language)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );

/** Who is in, on paper: for the door, and to count people outside after a fire alarm. */
export const showStaffListRoute = {
  method: 'GET',
  path: BADGE_PATHS.staffList,
  who: 'manager',
  handle: async (call) => {
    const { visit, collective, rule } = await openBadgeOffice(call);
    const { t, language } = visit;
    const { inside } = await readBoard(call.deps.db, collective.id);
    const today = formatDay(dayOf(visit.now, rule.timeZone), language);
    const hour = formatHour(visit.now, rule.timeZone, language);
    return answerPage(call, visit, {
      title: t('badgeOffice.list.title', { collective: collective.name }),
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account staff-list">
          <p class="back no-print">
            <a href={badgePath(collective.slug, 'board')}>
              <Icon name="back" />
              {t('badgeOffice.list.back')}
            </a>
          </p>
          <h1>{t('badgeOffice.list.title', { collective: collective.name })}</h1>
          <p class="lead">{t('badgeOffice.list.at', { day: today, hour })}</p>
          <p>{t('badgeOffice.board.count', { count: inside.length })}</p>
          <TableBox label={t('badgeOffice.board.inside')}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t('badgeOffice.list.name')}</th>
                  <th scope="col">{t('badgeOffice.list.space')}</th>
                  <th scope="col">{t('badgeOffice.list.since')}</th>
                </tr>
              </thead>
              <tbody>
                {inside.map((row) => (
                  <tr>
                    <th scope="row">
                      <span class="tick-box" aria-hidden="true" /> {nameOf(visit, row)}
                    </th>
                    <td>{row.spaceName}</td>
                    <td>
                      {row.inAt === null ? '' : formatHour(row.inAt, rule.timeZone, language)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
          <p class="soft no-print">{t('badgeOffice.list.print')}</p>
        </div>
      ),
    });
  },
} satisfies Route;
