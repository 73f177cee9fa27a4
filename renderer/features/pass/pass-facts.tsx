import { cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { formatSignedCents } from '../../../src/shared/format.ts';
import type { Language } from '../../../src/shared/i18n.ts';
import type { Day } from '../../../src/shared/time.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import type { PassDeskShown } from './desk-of.ts';

/** Steps of a rule that are drawn as dots; more are a bar. */
const DOTS_MAX = 12;
const HISTORY_SHOWN = 5;

/** What else a Pass carries: loyalty, memberships, tickets, and what happened last. */
export function PassFacts({ desk }: { readonly desk: PassDeskShown }) {
  const { say } = useTexts();
  const hasMore =
    desk.memberships.length + desk.tickets.length + desk.otherCards > 0 || desk.loyalty !== null;
  return (
    <div className="pass-facts">
      {hasMore && (
        <div className="pass-facts-side">
          {desk.loyalty !== null && <Loyalty loyalty={desk.loyalty} />}
          <Tickets tickets={desk.tickets} />
          <Memberships memberships={desk.memberships} />
          {desk.otherCards > 0 && (
            <p className="pass-note">{say('pass.other-cards', { count: desk.otherCards })}</p>
          )}
        </div>
      )}
      {desk.history.length > 0 && (
        <section className="pass-fact">
          <h2>{say('pass.history')}</h2>
          <History history={desk.history} />
        </section>
      )}
    </div>
  );
}

function Loyalty({ loyalty }: { readonly loyalty: NonNullable<PassDeskShown['loyalty']> }) {
  const { say, euros } = useTexts();
  const { kind, progress, goal, label } = loyalty;
  const left = goal - progress;
  const words =
    kind === 'points'
      ? say('pass.loyalty-points', { amount: euros(cents(left)), label })
      : say('pass.loyalty-free', { count: left, label });
  return (
    <section className="pass-fact">
      <h2>{say('pass.loyalty')}</h2>
      {goal <= DOTS_MAX ? (
        <p className="loyalty-dots" aria-hidden="true">
          {Array.from({ length: goal }, (_, index) => (
            <i key={index} data-done={index < progress} />
          ))}
        </p>
      ) : (
        <progress className="loyalty-bar" max={goal} value={progress} aria-label={words} />
      )}
      <p>{words}</p>
    </section>
  );
}

function Tickets({ tickets }: { readonly tickets: PassDeskShown['tickets'] }) {
  const { say, since } = useTexts();
  if (tickets.length === 0) return null;
  return (
    <section className="pass-fact">
      <h2>{say('pass.tickets')}</h2>
      <ul>
        {tickets.map(({ ticketId, eventName, startsAt, isAdmitted }) => (
          <li key={ticketId} className="pass-line">
            <Icon name="ticket" />
            <span>
              {eventName}
              <small>
                {say(isAdmitted ? 'pass.inside' : 'pass.at', { hour: since(startsAt) })}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Memberships({ memberships }: { readonly memberships: PassDeskShown['memberships'] }) {
  const { say, language } = useTexts();
  if (memberships.length === 0) return null;
  return (
    <section className="pass-fact">
      <h2>{say('pass.memberships')}</h2>
      <ul>
        {memberships.map(({ name, endsOn }) => (
          <li key={`${name}:${endsOn ?? ''}`} className="pass-line">
            <Icon name="heart" />
            <span>
              {name}
              {endsOn !== null && (
                <small>{say('pass.until', { day: shortDate(endsOn, language) })}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `31 août 2027`: the day of the week says nothing so far ahead. */
const shortDate = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(day));

const HISTORY_ICONS: Readonly<Record<PassDeskShown['history'][number]['kind'], IconName>> = {
  sale: 'receipt',
  'top-up': 'plus',
  gift: 'gift',
  refund: 'coins',
  correction: 'undo',
  other: 'swap',
};

function History({ history }: { readonly history: PassDeskShown['history'] }) {
  const { say, since, language } = useTexts();
  return (
    <ul>
      {history.slice(0, HISTORY_SHOWN).map(({ at, kind, cents: amount }, index) => (
        <li key={`${at}:${index}`} className="pass-line">
          <Icon name={HISTORY_ICONS[kind]} />
          <span>
            {say(`pass.move.${kind}`)}
            <small>{since(at)}</small>
          </span>
          <span className="pass-line-figure">{formatSignedCents(amount, language)}</span>
        </li>
      ))}
    </ul>
  );
}
