import { formatCents, formatDay, formatHour, formatMinutes } from '../../../shared/format.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { SiteTapRefusal } from '../../badge/badge-commands.ts';
import type { PoolNow, PresenceRow } from '../../badge/read-presences.ts';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, payDuesPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import type { Visit } from '../visit.ts';
import type { BadgePlace, BadgeSpace } from './badge-store.ts';
import { PriceWhy } from './price-why.tsx';
import type { Stay } from './stay-history.tsx';
import { TAP_FIELDS, isWithinUndo } from './tap.ts';
import type { TapNews } from './tap.ts';

/** Where the forms of a page go, and what they carry beside their own fields. */
export type TapForms = {
  readonly tapPath: string;
  readonly undoPath: string;
  readonly hidden: Readonly<Record<string, string>>;
};

type NewsProps = {
  readonly visit: Visit;
  readonly place: BadgePlace;
  readonly forms: TapForms;
  readonly news: TapNews;
  /** Where one is without any news. */
  readonly here: string;
};

const REFUSED: Readonly<Record<SiteTapRefusal, readonly [SiteKey, SiteKey]>> = {
  'site-not-allowed': ['badge.door.closedTitle', 'badge.door.closedDo'],
  'space-unknown': ['badge.tap.spaceGone', 'badge.tap.spaceGoneWhy'],
  'already-in': ['badge.tap.alreadyIn', 'badge.tap.alreadyInWhy'],
  'not-in': ['badge.tap.notIn', 'badge.tap.notInWhy'],
  'content-differs': ['error.badTitle', 'error.bad'],
};

/** What came of a tap, as the door says it (RULES B3). */
export const TapNotice = ({ visit, place, forms, news, here }: NewsProps) => {
  const { t } = visit;
  switch (news.kind) {
    case 'form-old':
      return <Notice tone="attention" title={t('problem.formOld')} />;
    case 'refused': {
      const [title, what] = REFUSED[news.code];
      return (
        <Notice tone="attention" title={t(title)}>
          <p>{t(what)}</p>
        </Notice>
      );
    }
    case 'undone':
      return (
        <Notice tone="done" title={t('badge.tap.undone')}>
          <p>{t('badge.tap.undoneWhy')}</p>
        </Notice>
      );
    case 'too-late':
      return (
        <Notice tone="refused" title={t('badge.tap.tooLate')}>
          <p>{t('badge.tap.tooLateDo')}</p>
        </Notice>
      );
    case 'tapped':
      return news.isQuestion ? (
        <UndoQuestion visit={visit} place={place} forms={forms} news={news} here={here} />
      ) : (
        <Tapped visit={visit} place={place} forms={forms} news={news} here={here} />
      );
  }
};

type TappedProps = NewsProps & { readonly news: Extract<TapNews, { readonly kind: 'tapped' }> };

/** A second touch within the minute asks first (RULES B1). */
const UndoQuestion = ({ visit, place, forms, news, here }: TappedProps) => {
  const { t, language } = visit;
  const hour = formatHour(news.tap.at, place.timeZone, language);
  const isIn = news.tap.direction === 'in';
  return (
    <Notice tone="attention" title={t(isIn ? 'badge.tap.askIn' : 'badge.tap.askOut', { hour })}>
      <p>{t('badge.tap.askWhy')}</p>
      <div class="tap-choices">
        <UndoForm visit={visit} forms={forms} tapId={news.tap.tapId}>
          {t(isIn ? 'badge.tap.undoIn' : 'badge.tap.undoOut')}
        </UndoForm>
        <ButtonLink href={here} kind="second" icon="check">
          {t('badge.tap.keep')}
        </ButtonLink>
      </div>
    </Notice>
  );
};

const Tapped = ({ visit, place, forms, news }: TappedProps) => {
  const { t, language } = visit;
  const { tap, stay } = news;
  const isIn = tap.direction === 'in';
  const hour = formatHour(tap.at, place.timeZone, language);
  return (
    <Notice tone="done" title={t(isIn ? 'badge.tap.arrived' : 'badge.tap.gone', { hour })}>
      {stay === null ? null : isIn ? (
        <Arrived visit={visit} stay={stay} pools={news.pools} />
      ) : (
        <Gone visit={visit} stay={stay} place={place} />
      )}
      {isWithinUndo(tap.at, visit.now) ? (
        <div class="tap-choices">
          <UndoForm visit={visit} forms={forms} tapId={tap.tapId}>
            {t(isIn ? 'badge.tap.undoIn' : 'badge.tap.undoOut')}
          </UndoForm>
          <p class="soft">{t('badge.tap.undoWithin')}</p>
        </div>
      ) : null}
    </Notice>
  );
};

type ArrivedProps = {
  readonly visit: Visit;
  readonly stay: Stay;
  readonly pools: readonly PoolNow[];
};

const Arrived = ({ visit, stay, pools }: ArrivedProps) => {
  const { t } = visit;
  return (
    <>
      {stay.name === '' ? null : <p>{t('badge.tap.hello', { name: stay.name })}</p>}
      <p>{t('badge.tap.inSpace', { space: stay.spaceName, plan: stay.planName })}</p>
      {pools.map((pool) => (
        <p>{poolText(visit, pool)}</p>
      ))}
    </>
  );
};

/** What is left of the hours, and until when. */
function poolText({ t, language }: Visit, pool: PoolNow): string {
  const time = formatMinutes(pool.leftMinutes, language);
  return pool.endsOn === null
    ? t('badge.tap.leftNoEnd', { time })
    : t('badge.tap.left', { time, day: formatDay(pool.endsOn as Day, language) });
}

type GoneProps = { readonly visit: Visit; readonly stay: Stay; readonly place: BadgePlace };

const Gone = ({ visit, stay, place }: GoneProps) => {
  const { t, language } = visit;
  const money = (amount: PresenceRow['cents']): string => formatCents(amount, language);
  return (
    <>
      <p>
        {t('badge.tap.stayed', {
          time: formatMinutes(stay.stayedMinutes, language),
          space: stay.spaceName,
        })}
      </p>
      {stay.timeMinutes > 0 ? (
        <p>{t('badge.tap.volunteer', { time: formatMinutes(stay.timeMinutes, language) })}</p>
      ) : (
        <p>
          {stay.cents === 0
            ? t('badge.tap.nothing')
            : t('badge.tap.price', { amount: money(stay.cents) })}
        </p>
      )}
      {stay.dueCents > 0 ? (
        <p>
          <a href={payDuesPath(place.slug)}>
            {t('badge.tap.due', { amount: money(stay.dueCents) })}
          </a>{' '}
          {t('badge.tap.dueDo')}
        </p>
      ) : stay.cents > 0 ? (
        <p>{t('badge.tap.paid')}</p>
      ) : null}
      {stay.why.length === 0 ? null : (
        <details class="why-details" id={`p-${stay.presenceId}`}>
          <summary>{t('badge.history.why')}</summary>
          <PriceWhy visit={visit} steps={stay.why} />
        </details>
      )}
    </>
  );
};

type UndoFormProps = {
  readonly visit: Visit;
  readonly forms: TapForms;
  readonly tapId: string;
  readonly children: string;
};

const UndoForm = ({ visit, forms, tapId, children }: UndoFormProps) => (
  <Form visit={visit} action={forms.undoPath} class="inline">
    <Hidden values={{ ...forms.hidden, [TAP_FIELDS.tap]: tapId }} />
    <Button kind="second" icon="undo">
      {children}
    </Button>
  </Form>
);

const Hidden = ({ values }: { readonly values: Readonly<Record<string, string>> }) => (
  <>
    {Object.entries(values).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

/** A space, who is there, and whether the person is. */
export type SpaceNow = {
  readonly space: BadgeSpace;
  readonly inCount: number;
  /** Since when the person is in. */
  readonly inAt: Instant | null;
};

type SpacesProps = {
  readonly visit: Visit;
  readonly place: BadgePlace;
  readonly spaces: readonly SpaceNow[];
  readonly forms: TapForms;
  readonly makeId: () => string;
  /** Under what they stand: a page's title, or a panel's. */
  readonly title: 'h2' | 'h3';
};

/** One large button for each space. Only the one that is meant for sure is amber. */
export const TapSpaces = ({ visit, place, spaces, forms, makeId, title: Title }: SpacesProps) => (
  <ul class="tap-spaces">
    {spaces.map(({ space, inCount, inAt }) => (
      <li class={inAt === null ? 'tap-space' : 'tap-space tap-space-in'}>
        <Title>{space.name}</Title>
        <p class="soft">
          {inAt === null ? freeText(visit, space.places - inCount) : hereText(visit, place, inAt)}
        </p>
        <Form visit={visit} action={forms.tapPath} class="form">
          <Hidden
            values={{
              ...forms.hidden,
              [TAP_FIELDS.tap]: makeId(),
              [TAP_FIELDS.space]: space.id,
              [TAP_FIELDS.direction]: inAt === null ? 'in' : 'out',
            }}
          />
          <TapButton
            visit={visit}
            space={space}
            isIn={inAt !== null}
            isMain={inAt !== null || spaces.length === 1}
          />
        </Form>
      </li>
    ))}
  </ul>
);

type TapButtonProps = {
  readonly visit: Visit;
  readonly space: BadgeSpace;
  readonly isIn: boolean;
  readonly isMain: boolean;
};

const TapButton = ({ visit, space, isIn, isMain }: TapButtonProps) => (
  <button
    type="submit"
    class={`button button-${isMain ? 'main' : 'second'} tap-button`}
    aria-label={visit.t(isIn ? 'badge.tap.outLabel' : 'badge.tap.inLabel', { space: space.name })}
  >
    <Icon name={isIn ? 'leave' : 'door'} />
    {visit.t(isIn ? 'badge.tap.out' : 'badge.tap.in')}
  </button>
);

const freeText = ({ t }: Visit, free: number): string =>
  free <= 0 ? t('badge.tap.full') : t('badge.tap.places', { count: free });

export const minutesSince = (at: Instant, now: Instant): number =>
  Math.max(0, Math.floor((msOfInstant(now) - msOfInstant(at)) / 60_000));

function hereText({ t, language, now }: Visit, place: BadgePlace, inAt: Instant): string {
  const hour = formatHour(inAt, place.timeZone, language);
  const minutes = minutesSince(inAt, now);
  return minutes === 0
    ? t('badge.tap.hereNow', { hour })
    : t('badge.tap.here', { hour, time: formatMinutes(minutes, language) });
}

/** The way to the rest of one's stays. */
export const ToAccount = ({ visit }: { readonly visit: Visit }) => (
  <p>
    <a href={PATHS_OF_SITE.badge}>{visit.t('badge.tap.toAccount')}</a>
  </p>
);
