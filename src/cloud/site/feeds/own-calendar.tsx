import type { PropsWithChildren } from 'hono/jsx';
import { makeSecret } from '../../auth/secrets.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { Button, Form } from '../parts/form.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { setCalendarSecret } from './own-calendar-store.ts';
import { ownCalendarAddresses } from './show-own-calendar.ts';

const ACTION_FIELD = 'action';
const STOP = 'arreter';
/** Where the part stands on the page of preferences. */
export const OWN_CALENDAR_ID = 'mon-agenda';

type OwnCalendarProps = {
  readonly visit: Visit;
  readonly publicUrl: string;
  /** From `readCalendarSecret`; null: no address yet. */
  readonly secret: string | null;
};

/** Part of the preferences: one's own calendar, its address, a new one, none any more. */
export const OwnCalendar = ({ visit, publicUrl, secret }: OwnCalendarProps) => {
  const { t } = visit;
  return (
    <div class="own-calendar">
      <p>{t('ownCalendar.lead')}</p>
      {secret === null ? (
        <CalendarForm visit={visit} action="creer">
          <Button kind="second" icon="calendar">
            {t('ownCalendar.start')}
          </Button>
        </CalendarForm>
      ) : (
        <>
          <Address visit={visit} publicUrl={publicUrl} secret={secret} />
          <div class="buttons">
            <TwoStep id="agenda-nouveau" ask={t('ownCalendar.renew')} icon="refresh">
              <p>{t('ownCalendar.renewHint')}</p>
              <CalendarForm visit={visit} action="changer">
                <Button kind="danger">{t('ownCalendar.renew')}</Button>
              </CalendarForm>
            </TwoStep>
            <TwoStep id="agenda-arret" ask={t('ownCalendar.stop')} icon="cross">
              <p>{t('ownCalendar.stopHint')}</p>
              <CalendarForm visit={visit} action={STOP}>
                <Button kind="danger">{t('ownCalendar.stop')}</Button>
              </CalendarForm>
            </TwoStep>
          </div>
        </>
      )}
    </div>
  );
};

const Address = ({ visit, publicUrl, secret }: OwnCalendarProps & { readonly secret: string }) => {
  const { t } = visit;
  const { https, webcal } = ownCalendarAddresses(secret, publicUrl);
  return (
    <>
      <p>
        <a class="button button-second" href={webcal}>
          {t('ownCalendar.open')}
        </a>
      </p>
      <div class="field">
        <label for="adresse-agenda">{t('ownCalendar.address')}</label>
        <p class="field-hint" id="adresse-agenda-hint">
          {t('ownCalendar.secret')}
        </p>
        <input
          id="adresse-agenda"
          type="text"
          readonly
          value={https}
          aria-describedby="adresse-agenda-hint"
        />
      </div>
    </>
  );
};

type CalendarFormProps = PropsWithChildren<{
  readonly visit: Visit;
  readonly action: 'creer' | 'changer' | typeof STOP;
}>;

const CalendarForm = ({ visit, action, children }: CalendarFormProps) => (
  <Form visit={visit} action={PATHS_OF_SITE.ownCalendar}>
    <input type="hidden" name={ACTION_FIELD} value={action} />
    {children}
  </Form>
);

/** Makes an address, makes it anew, or stops it. */
export const changeOwnCalendarRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.ownCalendar,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(PATHS_OF_SITE.preferences, 303);
    const isStop = form.text(ACTION_FIELD) === STOP;
    await writeTransaction(call.deps.db, (tx) =>
      setCalendarSecret(tx, call.person.personId, isStop ? null : makeSecret()),
    );
    const done = isStop ? 'agenda-arrete' : 'agenda';
    return call.c.redirect(`${PATHS_OF_SITE.preferences}?fait=${done}#${OWN_CALENDAR_ID}`, 303);
  },
} satisfies Route;
