import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { endOtherSessions, endSession, listSessions } from '../../auth/session-store.ts';
import type { Session } from '../../auth/session-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { AccountFrame } from './account-frame.tsx';

const SESSION_FIELD = 'appareil';
const ALL_OTHERS = 'autres';
const HOME_ZONE = 'Europe/Paris';

/** Where the account is open, so that a forgotten computer can be closed from here. */
export const showDevicesRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.devices,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const sessions = await listSessions(call.deps.db, call.person.personId, visit.now);
    return answerPage(call, visit, {
      title: t('session.title'),
      section: 'account',
      isPrivate: true,
      body: (
        <AccountFrame visit={visit} tab="preferences">
          {call.c.req.query('ferme') === undefined ? null : (
            <Notice tone="done" title={t('session.ended')} />
          )}
          <a class="back-link" href={PATHS_OF_SITE.preferences}>
            <Icon name="back" />
            {t('prefs.back')}
          </a>
          <h1>{t('session.title')}</h1>
          <p class="lead">{t('session.lead')}</p>
          <section class="panel">
            <ul class="rows">
              {sessions.map((session) => (
                <Device
                  visit={visit}
                  session={session}
                  isThis={session.id === call.person.sessionId}
                />
              ))}
            </ul>
            {sessions.length < 2 ? null : (
              <Form visit={visit} action={PATHS_OF_SITE.devices}>
                <input type="hidden" name={SESSION_FIELD} value={ALL_OTHERS} />
                <Button kind="second" icon="leave">
                  {t('session.endOthers')}
                </Button>
              </Form>
            )}
          </section>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

type DeviceProps = {
  readonly visit: Visit;
  readonly session: Session;
  readonly isThis: boolean;
};

const Device = ({ visit, session, isThis }: DeviceProps) => {
  const { t, language } = visit;
  const device = session.device === '' ? t('session.unknownDevice') : session.device;
  const day = (at: Session['createdAt']): string => formatDay(dayOf(at, HOME_ZONE), language);
  return (
    <li class="row">
      <span class="row-mark">
        <Icon name={isThis ? 'check' : 'lock'} />
      </span>
      <div class="row-text">
        <strong>{device}</strong>
        <span class="soft">{t('session.since', { day: day(session.createdAt) })}</span>
        <span class="soft">
          {isThis
            ? t('session.this')
            : t('session.seen', {
                day: day(session.lastSeenAt),
                hour: formatHour(session.lastSeenAt, HOME_ZONE, language),
              })}
        </span>
      </div>
      {isThis ? null : (
        <Form visit={visit} action={PATHS_OF_SITE.devices} class="inline">
          <input type="hidden" name={SESSION_FIELD} value={session.id} />
          <Button kind="second" label={t('session.endLabel', { device })}>
            {t('session.end')}
          </Button>
        </Form>
      )}
    </li>
  );
};

/** Closes the account on one other device, or on all of them. */
export const endSessionRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.devices,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(PATHS_OF_SITE.devices, 303);
    const chosen = form.text(SESSION_FIELD);
    await writeTransaction(db, (tx) =>
      chosen === ALL_OTHERS
        ? endOtherSessions(tx, call.person, clock())
        : endSession(tx, call.person.personId, chosen, clock()),
    );
    return call.c.redirect(`${PATHS_OF_SITE.devices}?ferme=1`, 303);
  },
} satisfies Route;
