import type { Selectable } from 'kysely';
import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { toInstant } from '../../../shared/time.ts';
import type { MailTable } from '../../db/site-tables.ts';
import type { Route } from '../../http/route.ts';
import { listMails } from '../../mail/mail-store.ts';
import { withSiteAddress } from '../../mail/site-address.ts';
import { answerPage } from '../page.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';

const MAILS_SHOWN_MAX = 30;

/** What the demo would have sent. Only the demo has this page: everywhere else it is not found. */
export const showDemoMailsRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.demoMails,
  who: 'demo',
  handle: async (call) => {
    const visit = openVisit(call, await call.findPerson());
    const { t } = visit;
    const { publicUrl } = call.deps.config;
    const mails = (await listMails(call.deps.db, MAILS_SHOWN_MAX)).map((mail) => ({
      ...mail,
      text: withSiteAddress(mail.text, publicUrl),
    }));
    return answerPage(call, visit, {
      title: t('demo.title'),
      isPrivate: true,
      body: (
        <div class="narrow">
          <h1>{t('demo.title')}</h1>
          <p class="lead">{t('demo.lead')}</p>
          {mails.length === 0 ? <p class="soft">{t('demo.empty')}</p> : null}
          {mails.map((mail, index) => (
            <MailItem visit={visit} mail={mail} isNewest={index === 0} />
          ))}
        </div>
      ),
    });
  },
} satisfies Route;

type MailItemProps = {
  readonly visit: Visit;
  readonly mail: Selectable<MailTable>;
  readonly isNewest: boolean;
};

const MailItem = ({ visit, mail, isNewest }: MailItemProps) => {
  const { t, language } = visit;
  const at = toInstant(mail.created_at);
  const zone = 'Europe/Paris';
  return (
    <details class="demo-mail" open={isNewest}>
      <summary>
        <Icon name="mail" />
        <span class="row-text">
          <strong>{mail.subject}</strong>
          <span class="soft">{t('demo.to', { email: mail.to_address })}</span>
          <span class="soft">
            {t('demo.at', {
              day: formatDay(dayOf(at, zone), language),
              hour: formatHour(at, zone, language),
            })}
          </span>
        </span>
      </summary>
      <div class="demo-mail-text">
        {mail.text.split('\n').map((line) => (
          <p>{/^https?:\/\//.test(line) ? <a href={line}>{line}</a> : line}</p>
        ))}
      </div>
    </details>
  );
};
