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
import { PATHS_OF_SITE } from '../paths.ts';
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
  const notes = [
    hour,
    entry.collectiveName === null ? null : t(NAMES[entry.kind]),
    entry.cardNumber === null ? null : t('history.byPass', { number: entry.cardNumber }),
    entry.kind === 'unsecured-sale' ? t('history.unsecured') : null,
  ].filter((note) => note !== null);
  return (
    <li class="row entry">
      <span class="row-mark">
        <Icon name={ICONS[entry.kind]} />
      </span>
      <div class="row-text">
        <strong>{entry.collectiveName ?? t(NAMES[entry.kind])}</strong>
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
      {entry.sale === null && euros.length < 2 ? null : <Details visit={visit} entry={entry} />}
    </li>
  );
};

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
      {entry.debtCents === 0 ? null : (
        <p class="soft">
          {t('history.debtLeft', { amount: formatCents(entry.debtCents, language) })}
        </p>
      )}
    </details>
  );
};
