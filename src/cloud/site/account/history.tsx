import {
  dayOf,
  formatCents,
  formatDay,
  formatHour,
  formatSignedCents,
} from '../../../shared/format.ts';
import { addCents, cents, subtractCents } from '../../../shared/money.ts';
import { formatMinutes } from '../parts/minutes.ts';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, bookingPath, ownMembershipPath, receiptPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import type { Visit } from '../visit.ts';
import type { HistoryEntry, HistoryMark, HistoryPage } from './history-store.ts';

type HistoryProps = {
  readonly visit: Visit;
  readonly history: HistoryPage;
  readonly isFirst: boolean;
};

/** What happened, by day, newest first. */
export const History = ({ visit, history, isFirst }: HistoryProps) => {
  const { t, language } = visit;
  const days = Map.groupBy(history.entries, (entry) => dayOf(entry.at, entry.timeZone));
  return (
    <section class="history" aria-labelledby="historique">
      <h2 id="historique">{t('history.title')}</h2>
      {history.entries.length === 0 ? <p class="soft">{t('history.empty')}</p> : null}
      {[...days].map(([day, entries]) => (
        <section class="history-day">
          <h3>{formatDay(day, language)}</h3>
          <ul class="rows">
            {entries.map((entry) => (
              <Entry visit={visit} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      <p class="pages">
        {isFirst ? null : <a href={PATHS_OF_SITE.purse}>{t('history.newer')}</a>}
        {history.next === null ? null : (
          <a href={historyPath(history.next)}>{t('history.older')}</a>
        )}
      </p>
    </section>
  );
};

const historyPath = ({ at, postingId }: HistoryMark): string =>
  `${PATHS_OF_SITE.purse}?avant=${encodeURIComponent(`${at}_${postingId}`)}`;

const ICONS: Readonly<Record<HistoryEntry['kind'], string>> = {
  sale: 'receipt',
  'unsecured-sale': 'receipt',
  'top-up': 'plus',
  gift: 'gift',
  refund: 'cash',
  link: 'link',
  replacement: 'refresh',
  settlement: 'check',
  correction: 'refresh',
};

const NAMES: Readonly<Record<HistoryEntry['kind'], SiteKey>> = {
  sale: 'history.sale',
  'unsecured-sale': 'history.sale',
  'top-up': 'history.topUp',
  gift: 'history.gift',
  refund: 'history.refund',
  link: 'history.link',
  replacement: 'history.replacement',
  settlement: 'history.settlement',
  correction: 'history.correction',
};

const Entry = ({ visit, entry }: { readonly visit: Visit; readonly entry: HistoryEntry }) => {
  const { t, language } = visit;
  const euros = eurosOf(entry);
  const total = subtractCents(addCents(...euros.map((part) => part.cents)), entry.debtCents);
  // What came with a Pass was told when it entered that Pass: counted again it would be twice.
  const isCounted = !isMerge(entry) && (euros.length > 0 || entry.debtCents > 0);
  const hour = formatHour(entry.at, entry.timeZone, language);
  const name = t(nameOf(entry));
  const notes = [
    hour,
    entry.collectiveName === null ? null : name,
    entry.subject?.name ?? null,
    entry.cardNumber === null ? null : t('history.byPass', { number: entry.cardNumber }),
    entry.kind === 'unsecured-sale' ? t('history.unsecured') : null,
  ].filter((note) => note !== null);
  return (
    <li class="row entry">
      <span class="row-mark">
        <Icon name={ICONS[entry.kind]} />
      </span>
      <div class="row-text">
        <strong>{entry.collectiveName ?? name}</strong>
        <span class="soft">{notes.join(' · ')}</span>
      </div>
      {isCounted ? (
        <strong class={total < 0 ? 'row-amount' : 'row-amount came-in'}>
          {formatSignedCents(total, language)}
        </strong>
      ) : (
        besidesOf(entry).map((part) => (
          <strong class="row-amount came-in">{besidesText(visit, part)}</strong>
        ))
      )}
      {hasDetails(entry) ? <Details visit={visit} entry={entry} /> : null}
    </li>
  );
};

const hasDetails = (entry: HistoryEntry): boolean =>
  entry.sale !== null || entry.subject !== null || eurosOf(entry).length > 1;

/** What belongs to no collective came from a bank card, or went back to it. */
function nameOf({ kind, collectiveId, subject }: HistoryEntry): SiteKey {
  if (collectiveId === null && kind === 'top-up') return 'history.byCardIn';
  if (collectiveId === null && (kind === 'refund' || kind === 'correction')) {
    return 'history.byCardOut';
  }
  if (subject === null) return NAMES[kind];
  if (kind === 'correction') return 'history.refund';
  return subject.kind === 'booking' ? 'history.booking' : 'history.membership';
}

/** A Pass was linked, or took the place of another: the money of both was there before. */
const isMerge = ({ kind }: HistoryEntry): boolean => kind === 'link' || kind === 'replacement';

/** Hours and points are not euros (RULES M1): they are never summed with them. */
const eurosOf = (entry: HistoryEntry): HistoryEntry['parts'] =>
  entry.parts.filter(({ kind }) => kind !== 'time' && kind !== 'points');

type Part = HistoryEntry['parts'][number];

const besidesOf = (entry: HistoryEntry): HistoryEntry['parts'] =>
  isMerge(entry) ? [] : entry.parts.filter((part) => !eurosOf(entry).includes(part));

/** `+ 7 points`, `+ 3 h 30`. */
function besidesText({ t }: Visit, part: Part): string {
  const sign = part.cents < 0 ? '\u2212' : '+';
  const amount = Math.abs(part.cents);
  const text =
    part.kind === 'points' ? t('account.points', { count: amount }) : formatMinutes(amount);
  return `${sign}\u202f${text}`;
}

const MEANS_NAMES: Readonly<Record<string, SiteKey>> = {
  cash: 'history.byCash',
  'bank-card': 'history.byBankCard',
  cheque: 'history.byCheque',
  offered: 'history.offered',
};

/** The lines of the sale, and which asset paid how much. */
const Details = ({ visit, entry }: { readonly visit: Visit; readonly entry: HistoryEntry }) => {
  const { t, language } = visit;
  const euros = eurosOf(entry);
  const others = entry.sale?.otherMeans ?? [];
  return (
    <details class="details" id={`d-${entry.postingId}`}>
      <summary>{t('history.details')}</summary>
      {entry.sale === null ? null : (
        <table class="lines">
          <caption class="hidden">{t('history.lines')}</caption>
          <tbody>
            {entry.sale.lines.map((line) => (
              <tr>
                <td>{t('history.line', { count: line.count, label: line.label })}</td>
                <td class="figure">{formatCents(line.cents, language)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td>{t('history.total')}</td>
              <td class="figure">{formatCents(entry.sale.totalCents, language)}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <table class="lines">
        <caption>{t('history.means')}</caption>
        <tbody>
          {euros.map((change) => (
            <tr>
              <td>{change.kind === 'global' ? t('account.global') : change.name}</td>
              <td class="figure">{formatCents(cents(Math.abs(change.cents)), language)}</td>
            </tr>
          ))}
          {others.map((other) => (
            <tr>
              <td>{t(MEANS_NAMES[other.means] ?? 'history.byCash')}</td>
              <td class="figure">{formatCents(other.cents, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Paper visit={visit} entry={entry} />
      {entry.debtCents === 0 ? null : (
        <p class="soft">
          {t('history.debtLeft', { amount: formatCents(entry.debtCents, language) })}
        </p>
      )}
    </details>
  );
};

/** Where the receipt is, the booking or the membership. */
const Paper = ({ visit, entry }: { readonly visit: Visit; readonly entry: HistoryEntry }) => {
  const { t } = visit;
  const { sale, subject } = entry;
  const saleId = sale?.saleId ?? null;
  if (saleId !== null) {
    return (
      <a class="paper-link" href={receiptPath(saleId)}>
        <Icon name="receipt" />
        {t('history.receipt')}
      </a>
    );
  }
  if (subject === null) return null;
  const isBooking = subject.kind === 'booking';
  return (
    <a
      class="paper-link"
      href={isBooking ? bookingPath(subject.id) : ownMembershipPath(subject.id)}
    >
      <Icon name={isBooking ? 'ticket' : 'heart'} />
      {t(isBooking ? 'history.seeBooking' : 'history.seeMembership')}
    </a>
  );
};
