import { makeUuid } from '../../../shared/ids.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { Button, Form } from '../parts/form.tsx';
import { Icon, garlandOf } from '../parts/icon.tsx';
import { dropOutPath, shiftPath, signInPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { dayTextOf, hoursOf } from './shift-text.ts';

type ShiftProps = { readonly visit: Visit; readonly shift: ShiftOnSite };

/** The id of a sign-up is made with the page, so that a form sent twice signs up once. */
export const SIGN_UP_FIELD = 'inscription';

type ItemProps = ShiftProps & {
  /** A list of one day, or of one event, does not say the day on each line. */
  readonly isDaySaid: boolean;
  readonly isEventSaid: boolean;
};

/** One shift in a list: when, what, where, how many more, and one tap to come. */
export const ShiftItem = ({ visit, shift, isDaySaid, isEventSaid }: ItemProps) => {
  const { collective, event } = shift;
  return (
    <li class="shift">
      <p class="shift-when">
        {isDaySaid ? (
          <span class="shift-day">{dayTextOf(visit, shift.startsAt, collective.timeZone)}</span>
        ) : null}
        <time datetime={shift.startsAt}>{hoursOf(visit, shift)}</time>
      </p>
      <div class="shift-what">
        <h3>
          <a href={shiftPath(collective.slug, shift.id)}>{shift.name}</a>
        </h3>
        <p>
          <span class={`dot dot-${garlandOf(collective.id)}`} />{' '}
          {isEventSaid && event !== null ? event.name : collective.name}
          {shift.place === '' ? null : <span class="soft"> · {shift.place}</span>}
        </p>
      </div>
      <ShiftState visit={visit} shift={shift} />
    </li>
  );
};

const ShiftState = ({ visit, shift }: ShiftProps) => {
  const { t } = visit;
  const missing = shift.needed - shift.filled;
  if (shift.own !== null) {
    return (
      <div class="shift-go">
        <p class="shift-own">
          <Icon name="check" />
          {t('volunteers.coming')}
        </p>
        {visit.now < shift.dropOutEnd ? (
          <a
            href={dropOutPath(shift.collective.slug, shift.id)}
            aria-label={t('volunteers.dropOutLabel', { shift: shift.name })}
          >
            {t('volunteers.dropOut')}
          </a>
        ) : null}
      </div>
    );
  }
  if (missing <= 0) return <p class="shift-full soft">{t('volunteers.full')}</p>;
  return (
    <div class="shift-go">
      <p class="shift-need">
        <Icon name="people" />
        {t('volunteers.needs', { count: missing })}
      </p>
      <ComeButton visit={visit} shift={shift} />
    </div>
  );
};

type ComeProps = ShiftProps & { readonly kind?: 'main' | 'second' };

/** Signs up in one tap; who is not signed in comes back to the shift's page with the same button. */
export const ComeButton = ({ visit, shift, kind = 'second' }: ComeProps) => {
  const { t } = visit;
  const label = t('volunteers.comeLabel', { shift: shift.name, hours: hoursOf(visit, shift) });
  const path = shiftPath(shift.collective.slug, shift.id);
  if (visit.person === null) {
    return (
      <a href={signInPath(path)} class={`button button-${kind}`} aria-label={label}>
        <Icon name="hand" />
        {t('volunteers.come')}
      </a>
    );
  }
  return (
    <Form visit={visit} action={path} class="inline">
      <input type="hidden" name={SIGN_UP_FIELD} value={makeUuid()} />
      <Button kind={kind} icon="hand" label={label}>
        {t('volunteers.come')}
      </Button>
    </Form>
  );
};
