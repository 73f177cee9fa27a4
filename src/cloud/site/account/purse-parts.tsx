import { formatCents } from '../../../shared/format.ts';
import { cents } from '../../../shared/money.ts';
import { ButtonLink } from '../parts/form.tsx';
import { LargeAmount } from '../parts/amount.tsx';
import { formatMinutes } from '../parts/minutes.ts';
import { Icon, garlandOf } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { Purse, PurseAsset } from './purse-store.ts';

type PurseProps = { readonly visit: Visit; readonly purse: Purse };

type PurseHeadProps = PurseProps & {
  /** The network takes bank cards. */
  readonly hasBank: boolean;
  /** Some of it came by bank card and may go back there. */
  readonly canGiveBack: boolean;
};

/** The figure that matters, and where it can be spent. */
export const PurseHead = ({ visit, purse, hasBank, canGiveBack }: PurseHeadProps) => {
  const { t, language } = visit;
  return (
    <section class="purse" aria-labelledby="tirelire">
      <p class="purse-hello">{greeting(visit)}</p>
      <h2 class="purse-title" id="tirelire">
        {t('account.inPurse')}
      </h2>
      <p class="purse-total">
        <LargeAmount cents={purse.totalCents} language={language} />
      </p>
      {purse.totalCents === 0 ? (
        <p class="purse-note">
          {t('account.empty')} {t(hasBank ? 'purse.emptyDo' : 'account.emptyDo')}
        </p>
      ) : null}
      {purse.pending.map((pending) => (
        <p class="purse-pending">
          <Icon name="clock" />
          {t('account.pendingAt', {
            amount: formatCents(pending.cents, language),
            collective: pending.collective.name,
          })}
        </p>
      ))}
      {purse.pending.length === 0 ? null : <p class="purse-note">{t('account.pendingWhy')}</p>}
      {purse.debtCents === 0 ? null : (
        <p class="purse-debt">
          <Icon name="warning" />
          <span>
            {t('account.debt', { amount: formatCents(purse.debtCents, language) })}{' '}
            {t('account.debtWhy')}
          </span>
        </p>
      )}
      <p class="purse-doors">
        {hasBank ? (
          <ButtonLink href={PATHS_OF_SITE.addMoney} icon="plus">
            {t('addMoney.title')}
          </ButtonLink>
        ) : null}
        {canGiveBack ? (
          <a class="purse-link" href={PATHS_OF_SITE.giveMoneyBack}>
            {t('moneyBack.title')}
          </a>
        ) : null}
      </p>
      {hasBank || purse.totalCents === 0 ? null : <p class="purse-note">{t('purse.noBank')}</p>}
      <PlacesToSpend visit={visit} purse={purse} />
    </section>
  );
};

/** By their first name when they said one: "Bonjour Maëlle", else just "Bonjour". */
function greeting({ t, person }: Visit): string {
  const [firstName = ''] = (person?.name ?? '').split(' ');
  return firstName === '' ? t('purse.hello') : t('purse.helloName', { name: firstName });
}

const PlacesToSpend = ({ visit, purse }: PurseProps) => {
  const { t, language } = visit;
  if (purse.totalCents === 0) return null;
  return (
    <div class="purse-places">
      <h3>{t('account.where')}</h3>
      <ul>
        {purse.places.map(({ collective, cents: amount }) => (
          <li>
            <span class={`dot dot-${garlandOf(collective.id)}`} />
            <span>{collective.name}</span>
            <strong>{formatCents(amount, language)}</strong>
          </li>
        ))}
        {purse.elsewhereCents === 0 ? null : (
          <li>
            <Icon name="globe" />
            <span>{t('account.whereElse')}</span>
            <strong>{formatCents(purse.elsewhereCents, language)}</strong>
          </li>
        )}
      </ul>
    </div>
  );
};

/** Each asset apart: what it is, whose it is, where it is spent (RULES M1). One line until opened. */
export const PurseContent = ({ visit, purse }: PurseProps) => {
  const parts = [
    { id: 'contenu-euros', title: visit.t('account.what'), own: purse.euros },
    { id: 'contenu-reste', title: visit.t('account.besides'), own: purse.besides },
  ].filter(({ own }) => own.length > 0);
  if (parts.length === 0) return null;
  return (
    <section class="panel prefs" aria-label={visit.t('account.what')}>
      {parts.map(({ id, title, own }) => (
        <details class="pref" id={id}>
          <summary class="pref-line">
            <Icon name={ICONS[own[0]?.asset.kind ?? 'global']} />
            <span class="pref-label">{title}</span>
            <span class="pref-now">{own.map((one) => assetAmount(visit, one)).join(' + ')}</span>
          </summary>
          <ul class="rows pref-body">
            {own.map((one) => (
              <AssetRow visit={visit} own={one} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
};

const ICONS = {
  global: 'globe',
  local: 'local',
  gift: 'gift',
  time: 'clock',
  points: 'star',
} as const;

const AssetRow = ({ visit, own }: { readonly visit: Visit; readonly own: PurseAsset }) => (
  <li class="row">
    <span class={`row-mark tint-${own.issuer === null ? 'stone' : garlandOf(own.issuer.id)}`}>
      <Icon name={ICONS[own.asset.kind]} />
    </span>
    <div class="row-text">
      <strong>{own.asset.kind === 'global' ? visit.t('account.global') : own.name}</strong>
      {assetSentences(visit, own).map((sentence) => (
        <span class="soft">{sentence}</span>
      ))}
    </div>
    <strong class="row-amount">{assetAmount(visit, own)}</strong>
  </li>
);

function assetSentences({ t, language }: Visit, own: PurseAsset): readonly string[] {
  const collective = own.issuer?.name ?? '';
  switch (own.asset.kind) {
    case 'global':
      return [t('account.globalWhere')];
    case 'local':
      return [
        t('account.localOf', { collective }),
        t('account.localWhere', {
          collectives: joinNames([collective, ...own.alsoAt.map(({ name }) => name)], language),
        }),
      ];
    case 'gift':
      return [t('account.giftOf', { collective }), t('account.giftWhere', { collective })];
    case 'time':
      return [t('account.timeOf', { collective })];
    case 'points':
      return [t('account.pointsOf', { collective })];
  }
}

const joinNames = (names: readonly string[], language: string): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

function assetAmount({ t, language }: Visit, { asset, available }: PurseAsset): string {
  if (asset.kind === 'points') return t('account.points', { count: available });
  if (asset.kind === 'time') return formatMinutes(available);
  return formatCents(cents(available), language);
}
