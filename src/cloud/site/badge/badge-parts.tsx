import {
  dayOf,
  formatCents,
  formatDay,
  formatHour,
  formatMinutes,
} from '../../../shared/format.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import { ZERO_CENTS, addCents } from '../../../shared/money.ts';
import type { Day } from '../../../shared/time.ts';
import type { PoolNow } from '../../badge/read-presences.ts';
import { LargeAmount } from '../parts/amount.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon, garlandOf } from '../parts/icon.tsx';
import { PATHS_OF_SITE, boardPath, payDuesPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { BadgePlace } from './badge-store.ts';
import { CONSENT_FIELDS, CONSENT_PATH } from './consent.ts';
import { EXPORT_PATHS } from './export-paths.ts';
import type { DuesAt, MyBadge } from './my-badge.ts';
import { PriceWhy } from './price-why.tsx';
import type { Stay } from './stay-history.tsx';
import { minutesSince } from './tap-parts.tsx';

type MineProps = { readonly visit: Visit; readonly mine: MyBadge };

/** In or out now, and what it costs so far. */
export const Now = ({ visit, mine }: MineProps) => {
  const { t } = visit;
  return (
    <section class="purse stay-now" aria-labelledby="maintenant">
      <h2 class="purse-title" id="maintenant">
        {t('badge.now.title')}
      </h2>
      {mine.open.length === 0 ? <p class="stay-where">{t('badge.now.nowhere')}</p> : null}
      {mine.open.map((stay) => (
        <StayNow visit={visit} stay={stay} bill={mine.soFar.get(stay.presenceId)} />
      ))}
    </section>
  );
};

type StayNowProps = {
  readonly visit: Visit;
  readonly stay: Stay;
  readonly bill: VisitBill | undefined;
};

const StayNow = ({ visit, stay, bill }: StayNowProps) => {
  const { t, language, now } = visit;
  if (stay.inAt === null) return null;
  const hour = formatHour(stay.inAt, stay.timeZone, language);
  const time = formatMinutes(minutesSince(stay.inAt, now), language);
  const day = dayOf(stay.inAt, stay.timeZone);
  return (
    <>
      <p class="stay-where">
        {stay.spaceName}, {stay.collectiveName}
      </p>
      <p class="purse-pending">
        <Icon name="clock" />
        {day === dayOf(now, stay.timeZone)
          ? t('badge.now.since', { hour, time })
          : t('badge.now.sinceDay', { day: formatDay(day, language), hour, time })}
      </p>
      {bill === undefined ? null : (
        <>
          <p class="purse-note">
            {bill.cents === 0
              ? t('badge.now.nothingYet')
              : t('badge.now.soFar', { amount: formatCents(bill.cents, language) })}
          </p>
          <details class="why-details" id={`m-${stay.presenceId}`}>
            <summary>{t('badge.now.soFarWhy')}</summary>
            <PriceWhy visit={visit} steps={bill.why} />
          </details>
        </>
      )}
    </>
  );
};

/** What is not paid, by place, and how to pay it. */
export const Dues = ({ visit, mine }: MineProps) => (
  <>
    {mine.dues.map((dues) => (
      <DuesPanel visit={visit} dues={dues} />
    ))}
  </>
);

const DuesPanel = ({ visit, dues }: { readonly visit: Visit; readonly dues: DuesAt }) => {
  const { t, language } = visit;
  const { place, stays } = dues;
  return (
    <section class="panel">
      <h2>{t('badge.dues.title')}</h2>
      <p class="dues-total">
        <LargeAmount cents={owed(stays)} language={language} />
      </p>
      <p class="soft">
        {t('badge.dues.at', { collective: place.name })} ·{' '}
        {t('badge.dues.stays', { count: stays.length })}
      </p>
      <ButtonLink href={payDuesPath(place.slug)} icon="purse">
        {t('badge.dues.pay')}
      </ButtonLink>
      <p class="soft">{t('badge.dues.orTill')}</p>
    </section>
  );
};

export const owed = (stays: readonly Stay[]) =>
  addCents(ZERO_CENTS, ...stays.map(({ dueCents }) => dueCents));

/** Included hours that are left, and until when. */
export const Pools = ({ visit, mine }: MineProps) =>
  mine.pools.length === 0 ? null : (
    <section class="panel">
      <h2>{visit.t('badge.pools.title')}</h2>
      <ul class="rows">
        {mine.pools.map((pool) => (
          <PoolRow visit={visit} pool={pool} />
        ))}
      </ul>
    </section>
  );

const PoolRow = ({ visit, pool }: { readonly visit: Visit; readonly pool: PoolNow }) => {
  const { t, language, now } = visit;
  const today = dayOf(now, 'Europe/Paris');
  const day = (text: string): string => formatDay(text as Day, language);
  const notes = [
    t('badge.pools.at', { label: pool.label, collective: pool.collectiveName }),
    pool.startsOn > today ? t('badge.pools.from', { day: day(pool.startsOn) }) : null,
    pool.endsOn === null
      ? t('badge.pools.noEnd')
      : t('badge.pools.until', { day: day(pool.endsOn) }),
    pool.holders.length > 1 ? t('badge.pools.shared') : null,
  ].filter((note) => note !== null);
  return (
    <li class="row">
      <span class={`dot dot-${garlandOf(pool.collectiveId)}`} />
      <div class="row-text">
        <strong>
          {pool.leftMinutes === 0
            ? t('badge.pools.none')
            : t('badge.pools.left', { time: formatMinutes(pool.leftMinutes, language) })}
        </strong>
        {notes.map((note) => (
          <span class="soft">{note}</span>
        ))}
      </div>
    </li>
  );
};

/** Whether the person is named on the boards that everybody sees (RULES B8). */
export const Consents = ({ visit, mine }: MineProps) =>
  mine.places.length === 0 ? null : (
    <section class="panel">
      <h2>{visit.t('badge.consent.title')}</h2>
      <p>{visit.t('badge.consent.lead')}</p>
      <ul class="rows">
        {mine.places.map((place) => (
          <ConsentRow visit={visit} place={place} isShown={mine.consents.has(place.collectiveId)} />
        ))}
      </ul>
    </section>
  );

type ConsentProps = {
  readonly visit: Visit;
  readonly place: BadgePlace;
  readonly isShown: boolean;
};

const ConsentRow = ({ visit, place, isShown }: ConsentProps) => {
  const { t } = visit;
  const label = t(isShown ? 'badge.consent.takeAt' : 'badge.consent.giveAt', {
    collective: place.name,
  });
  return (
    <li class="row">
      <span class="row-mark">
        <Icon name={isShown ? 'user' : 'lock'} />
      </span>
      <div class="row-text">
        <strong>{place.name}</strong>
        <span class="soft">{t(isShown ? 'badge.consent.shown' : 'badge.consent.hidden')}</span>
        <a href={boardPath(place.slug)}>{t('badge.consent.board')}</a>
      </div>
      <Form visit={visit} action={CONSENT_PATH} class="inline">
        <input type="hidden" name={CONSENT_FIELDS.place} value={place.slug} />
        <input type="hidden" name={CONSENT_FIELDS.wish} value={isShown ? 'non' : 'oui'} />
        <Button kind="second" label={label}>
          {t(isShown ? 'badge.consent.take' : 'badge.consent.give')}
        </Button>
      </Form>
    </li>
  );
};

/** The short notice, and a copy of all that is kept (RULES B9). */
export const Mine = ({ visit, mine }: MineProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('badge.mine.title')}</h2>
      {mine.places.map(({ name, keepMonths }) => (
        <p>{t('badge.mine.keep', { collective: name, count: keepMonths })}</p>
      ))}
      <p>
        {t('badge.mine.after')} <a href={PATHS_OF_SITE.badgeNotice}>{t('badge.mine.notice')}</a>
      </p>
      <ul class="stay-files">
        <li>
          <a href={EXPORT_PATHS.csv} download>
            {t('badge.mine.csv')}
          </a>
        </li>
        <li>
          <a href={EXPORT_PATHS.json} download>
            {t('badge.mine.json')}
          </a>
        </li>
      </ul>
    </section>
  );
};
