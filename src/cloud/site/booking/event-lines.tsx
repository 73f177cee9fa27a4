import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import { DayLeaf } from '../parts/facts.tsx';
import { eventPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { placeText } from '../../booking/own-bookings.ts';
import type { BookedEvent, OwnPlace } from '../../booking/own-bookings.ts';

export const hourOf = ({ language }: Visit, at: Instant, event: BookedEvent): string =>
  formatHour(at, event.collective.timeZone, language);

export const dayTextOf = ({ language }: Visit, at: Instant, event: BookedEvent): string =>
  formatDay(dayOf(at, event.collective.timeZone), language);

/** `Plein tarif · Awa Diallo`. */
export const placeName = ({ priceName, holderName }: OwnPlace): string =>
  holderName === '' ? priceName : `${holderName} · ${priceName}`;

type EventLinesProps = {
  readonly visit: Visit;
  readonly event: BookedEvent;
  readonly level?: 1 | 2 | 3;
  /** The leaf of a calendar in front. */
  readonly hasLeaf?: boolean;
};

/** What, when, where: above everything about a booking. */
export const EventLines = ({ visit, event, level = 1, hasLeaf = true }: EventLinesProps) => {
  const { t, language } = visit;
  const { collective, startsAt, doorsAt } = event;
  const Name = `h${level}` as const;
  return (
    <header class="booking-event">
      {hasLeaf ? <DayLeaf day={dayOf(startsAt, collective.timeZone)} language={language} /> : null}
      <div>
        <Name>
          <a href={eventPath(collective.slug, event.slug)}>{event.name}</a>
        </Name>
        <p class="booking-when">
          <time datetime={startsAt}>
            {t('booking.at', {
              day: dayTextOf(visit, startsAt, event),
              hour: hourOf(visit, startsAt, event),
            })}
          </time>
        </p>
        {doorsAt === null || doorsAt === startsAt ? null : (
          <p class="soft">{t('event.doors', { hour: hourOf(visit, doorsAt, event) })}</p>
        )}
        <p class="soft">{placeText(event)}</p>
      </div>
    </header>
  );
};
