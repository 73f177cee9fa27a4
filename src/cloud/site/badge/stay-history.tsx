import { CORRECTION_MS_MAX } from '../../../domain/badge/presence.ts';
import { formatCents, formatDay, formatHour, formatMinutes } from '../../../shared/format.ts';
import { addCents, ZERO_CENTS } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, correctStayPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { PriceWhy } from './price-why.tsx';

/** A stay, and the clock of the place where it was. */
export type Stay = PresenceRow & { readonly timeZone: string };

export type StayHistoryPage = {
  /** Of one month, oldest first. */
  readonly stays: readonly Stay[];
  readonly older: string | null;
  readonly newer: string | null;
};

type HistoryProps = { readonly visit: Visit; readonly history: StayHistoryPage };

/** One month of stays, by day, newest first. */
export const StayHistory = ({ visit, history }: HistoryProps) => {
  const { t, language } = visit;
  const { stays, older, newer } = history;
  const shown = stays.filter(({ state }) => state !== 'open').toReversed();
  const counted = shown.filter(({ state }) => state !== 'removed');
  const minutes = counted.reduce((sum, { stayedMinutes }) => sum + stayedMinutes, 0);
  const isFirstEver = shown.length === 0 && older === null && newer === null;
  return (
    <section class="history" aria-labelledby="passages">
      <h2 id="passages">{t('badge.history.title')}</h2>
      {counted.length === 0 ? (
        <p class="soft">
          {isFirstEver
            ? `${t('badge.history.emptyEver')} ${t('badge.history.emptyEverDo')}`
            : t('badge.history.empty')}
        </p>
      ) : (
        <p class="soft">
          {t('badge.history.month', {
            time: formatMinutes(minutes, language),
            amount: formatCents(
              addCents(ZERO_CENTS, ...counted.map((stay) => stay.cents)),
              language,
            ),
          })}
        </p>
      )}
      {[...Map.groupBy(shown, ({ day }) => day)].map(([day, ofDay]) => (
        <section class="history-day">
          <h3>{formatDay(day, language)}</h3>
          <ul class="rows">
            {ofDay.map((stay) => (
              <StayRow visit={visit} stay={stay} />
            ))}
          </ul>
        </section>
      ))}
      <p class="pages">
        {older === null ? null : <a href={monthPath(older)}>{t('badge.history.older')}</a>}
        {newer === null ? null : <a href={monthPath(newer)}>{t('badge.history.newer')}</a>}
      </p>
    </section>
  );
};

const monthPath = (month: string): string => `${PATHS_OF_SITE.badge}?mois=${month}#passages`;

type StayProps = { readonly visit: Visit; readonly stay: Stay };

const StayRow = ({ visit, stay }: StayProps) => {
  const { t, language } = visit;
  const isRemoved = stay.state === 'removed';
  const notes = [
    stay.collectiveName,
    hoursText(visit, stay),
    isRemoved || stay.stayedMinutes === 0 ? null : formatMinutes(stay.stayedMinutes, language),
    stay.holder.kind === 'guest' ? guestText(visit, stay.name) : null,
    isRemoved ? t('badge.history.removed') : null,
    stay.state === 'automatic' ? t('badge.history.automatic') : null,
    stay.isCorrected && !isRemoved ? t('badge.history.corrected') : null,
  ].filter((note) => note !== null);
  return (
    <li class="row entry" id={`s-${stay.presenceId}`}>
      <span class="row-mark">
        <Icon name={isRemoved ? 'cross' : 'clock'} />
      </span>
      <div class="row-text">
        <strong>{stay.spaceName}</strong>
        <span class="soft">{notes.join(' · ')}</span>
      </div>
      {isRemoved ? null : <StayPrice visit={visit} stay={stay} />}
      {isRemoved ? null : <StayDetails visit={visit} stay={stay} />}
      {canCorrect(stay, visit.now) ? (
        <a
          class="stay-link"
          href={correctStayPath(stay.presenceId)}
          aria-label={t('badge.history.correctLabel', { day: formatDay(stay.day, language) })}
        >
          <Icon name="undo" />
          {t('badge.history.correct')}
        </a>
      ) : null}
    </li>
  );
};

const StayPrice = ({ visit, stay }: StayProps) => (
  <span class="stay-price">
    <strong class="row-amount">{formatCents(stay.cents, visit.language)}</strong>
    <span class={stay.dueCents > 0 ? 'stay-due' : 'soft'}>{paidText(visit, stay)}</span>
  </span>
);

const StayDetails = ({ visit, stay }: StayProps) => {
  const { t, language } = visit;
  if (stay.why.length === 0) {
    return stay.state === 'no-in' ? <p class="stay-note">{t('badge.history.noInDo')}</p> : null;
  }
  return (
    <details class="details" id={`d-${stay.presenceId}`}>
      <summary aria-label={t('badge.history.whyLabel', { day: formatDay(stay.day, language) })}>
        {t('badge.history.why')}
      </summary>
      <PriceWhy visit={visit} steps={stay.why} />
      {stay.included.length === 0 ? null : (
        <ul class="why soft">
          {stay.included.map(({ label, leftMinutes }) => (
            <li>
              {t('badge.history.includedLeft', {
                label,
                time: formatMinutes(leftMinutes, language),
              })}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
};

/** From when to when, as far as it is known and kept. */
export function hoursText({ t, language }: Visit, stay: Stay): string {
  const hour = (at: Instant): string => formatHour(at, stay.timeZone, language);
  const { inAt, outAt } = stay;
  if (inAt !== null && outAt !== null) {
    return t('badge.history.range', { start: hour(inAt), end: hour(outAt) });
  }
  if (inAt !== null) return t('badge.history.since', { hour: hour(inAt) });
  if (outAt !== null) return t('badge.history.noIn', { hour: hour(outAt) });
  return t('badge.history.erased');
}

const guestText = ({ t }: Visit, name: string): string =>
  name === '' ? t('badge.history.guestNoName') : t('badge.history.guest', { name });

/** Paid or not, in a word or two. */
function paidText({ t, language }: Visit, stay: Stay): string {
  if (stay.dueCents > 0) {
    return stay.dueCents === stay.cents
      ? t('badge.history.due')
      : t('badge.history.partlyPaid', { amount: formatCents(stay.dueCents, language) });
  }
  if (stay.cents > 0) return t('badge.history.paid');
  return t(stay.included.length > 0 ? 'badge.history.included' : 'badge.history.free');
}

/** When it is too late for the person to say when they left (RULES B6). */
export const correctionEnd = (outAt: Instant): Instant => addMs(outAt, CORRECTION_MS_MAX);

/** Whether the person may still say when they left. */
export const canCorrect = (stay: PresenceRow, now: Instant): boolean =>
  stay.state === 'automatic' && stay.outAt !== null && now <= correctionEnd(stay.outAt);

/** `2026-11`, as the addresses of months say it; null when it is none. */
export const readMonth = (text: string | undefined): string | null =>
  text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null;
