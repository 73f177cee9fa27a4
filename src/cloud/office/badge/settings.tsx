import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { answerPage } from '../../site/page.tsx';
import { Button, ButtonLink, Form } from '../../site/parts/form.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { doorPath } from '../../site/paths.ts';
import { answerConfirmation } from '../confirm-page.tsx';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import type { BadgeOffice } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { AreaField, CheckField, FieldGroup, TextField } from '../../site/parts/fields.tsx';
import { readBadgeSettings, renewDoor, saveBadgeSettings } from './settings-store.ts';
import { readWhole } from './typed.ts';

const WELCOME_LENGTH_MAX = 120;
const INVOICE_TEXT_LENGTH_MAX = 600;
const KEEP_MONTHS_MAX = 60;

type Typed = {
  readonly welcome: string;
  readonly keepMonths: string;
  readonly invoiceText: string;
  readonly allowsGuests: boolean;
  readonly allowsSite: boolean;
};
type Problem = { readonly keepMonths?: string; readonly form?: string };

export const showBadgeSettingsRoute = {
  method: 'GET',
  path: BADGE_PATHS.settings,
  who: 'manager',
  handle: async (call) => {
    const settings = await readBadgeSettings(call.deps.db, call.collective.id);
    return answerSettings(call, { ...settings, keepMonths: String(settings.keepMonths) }, {});
  },
} satisfies Route;

export const saveBadgeSettingsRoute = {
  method: 'POST',
  path: BADGE_PATHS.settings,
  who: 'manager',
  handle: async (call) => {
    const form = await readForm(call, INVOICE_TEXT_LENGTH_MAX);
    const typed: Typed = {
      welcome: form.text('accueil').trim().slice(0, WELCOME_LENGTH_MAX),
      keepMonths: form.text('mois').trim(),
      invoiceText: form.text('facture').trim(),
      allowsGuests: form.text('invites') !== '',
      allowsSite: form.text('telephone') !== '',
    };
    const { t } = (await openBadgeOffice(call)).visit;
    const keepMonths = readWhole(typed.keepMonths, 1, KEEP_MONTHS_MAX);
    if (keepMonths === null) {
      return answerSettings(call, typed, { keepMonths: t('badgeOffice.faults.months-wrong') });
    }
    if (!form.isOurs) return answerSettings(call, typed, { form: t('problem.formOld') });
    await writeTransaction(call.deps.db, (tx) =>
      saveBadgeSettings(tx, call.collective.id, { ...typed, keepMonths }),
    );
    return call.c.redirect(`${badgePath(call.collective.slug, 'settings')}?fait=garde`, 303);
  },
} satisfies Route;

/** How the door greets, who may badge by phone, how long presences are kept. */
async function answerSettings(
  call: ManagerCall,
  typed: Typed,
  problem: Problem,
): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { t } = office.visit;
  const { doorSecret } = await readBadgeSettings(call.deps.db, office.collective.id);
  return answerBadgePage(call, office, {
    title: t('badgeOffice.settings.title'),
    tab: 'settings',
    status: Object.keys(problem).length > 0 ? 422 : 200,
    body: (
      <div class="narrow">
        {call.c.req.query('fait') === 'garde' ? (
          <Notice tone="done" title={t('badgeOffice.settings.saved')} />
        ) : null}
        {problem.form === undefined ? null : <Notice tone="refused" title={problem.form} />}
        <h1>{t('badgeOffice.settings.title')}</h1>
        <SettingsForm office={office} typed={typed} problem={problem} doorSecret={doorSecret} />
      </div>
    ),
  });
}

type SettingsFormProps = {
  readonly office: BadgeOffice;
  readonly typed: Typed;
  readonly problem: Problem;
  readonly doorSecret: string | null;
};

const SettingsForm = ({ office, typed, problem, doorSecret }: SettingsFormProps) => {
  const { t } = office.visit;
  const { slug } = office.collective;
  return (
    <Form visit={office.visit} action={badgePath(slug, 'settings')}>
      <FieldGroup title={t('badgeOffice.settings.door')}>
        <TextField
          name="accueil"
          label={t('badgeOffice.settings.welcome')}
          hint={t('badgeOffice.settings.welcomeHint')}
          value={typed.welcome}
          maxlength={WELCOME_LENGTH_MAX}
        />
        <CheckField
          name="invites"
          label={t('badgeOffice.settings.guests')}
          hint={t('badgeOffice.settings.guestsHint')}
          isChecked={typed.allowsGuests}
        />
        <CheckField
          name="telephone"
          label={t('badgeOffice.settings.phone')}
          hint={t('badgeOffice.settings.phoneHint')}
          isChecked={typed.allowsSite}
        />
        {doorSecret === null || !typed.allowsSite ? null : (
          <ButtonLink href={badgePath(slug, 'door')} kind="second" icon="qr">
            {t('badgeOffice.settings.showQr')}
          </ButtonLink>
        )}
      </FieldGroup>
      <FieldGroup title={t('badgeOffice.settings.privacy')}>
        <TextField
          name="mois"
          label={t('badgeOffice.settings.months')}
          hint={t('badgeOffice.settings.monthsHint')}
          value={typed.keepMonths}
          inputmode="numeric"
          maxlength={2}
          problem={problem.keepMonths}
        />
      </FieldGroup>
      <FieldGroup title={t('badgeOffice.settings.invoices')}>
        <AreaField
          name="facture"
          label={t('badgeOffice.settings.invoiceText')}
          hint={t('badgeOffice.settings.invoiceTextHint')}
          value={typed.invoiceText}
          maxlength={INVOICE_TEXT_LENGTH_MAX}
          rows={4}
        />
      </FieldGroup>
      <Button icon="check">{t('badgeOffice.save')}</Button>
    </Form>
  );
};

/** A page to print and hang at the door. */
export const showDoorRoute = {
  method: 'GET',
  path: BADGE_PATHS.door,
  who: 'manager',
  handle: async (call) => {
    const { visit, collective } = await openBadgeOffice(call);
    const { t } = visit;
    const { doorSecret, allowsSite } = await readBadgeSettings(call.deps.db, collective.id);
    if (doorSecret === null || !allowsSite) return refuseUnknown(call);
    const url = call.deps.config.publicUrl + doorPath(doorSecret);
    return answerPage(call, visit, {
      title: t('badgeOffice.door.title'),
      section: 'office',
      isPrivate: true,
      body: (
        <div class="narrow sheet door-sheet">
          <h1>{collective.name}</h1>
          <p class="lead">{t('badgeOffice.door.lead')}</p>
          <figure class="door-qr" role="img" aria-label={t('badgeOffice.door.qr')}>
            {raw(renderSVG(url, { border: 2 }))}
          </figure>
          <p class="door-url">{url}</p>
          <p class="soft no-print">{t('badgeOffice.door.print')}</p>
          <p class="soft no-print">{t('badgeOffice.door.hint')}</p>
          <p class="pages no-print">
            <ButtonLink href={badgePath(collective.slug, 'newDoor')} kind="second" icon="refresh">
              {t('badgeOffice.door.renew')}
            </ButtonLink>{' '}
            <ButtonLink href={badgePath(collective.slug, 'settings')} kind="second" icon="back">
              {t('badgeOffice.door.back')}
            </ButtonLink>
          </p>
        </div>
      ),
    });
  },
} satisfies Route;

export const askNewDoorRoute = {
  method: 'GET',
  path: BADGE_PATHS.newDoor,
  who: 'manager',
  handle: async (call) => {
    const { visit, collective } = await openBadgeOffice(call);
    const { t } = visit;
    return answerConfirmation(call, visit, {
      title: t('badgeOffice.door.renewTitle'),
      lines: [
        ['cross', t('badgeOffice.door.renewOne')],
        ['printer', t('badgeOffice.door.renewTwo')],
      ],
      action: badgePath(collective.slug, 'newDoor'),
      go: t('badgeOffice.door.renewGo'),
      back: badgePath(collective.slug, 'door'),
    });
  },
} satisfies Route;

export const renewDoorRoute = {
  method: 'POST',
  path: BADGE_PATHS.newDoor,
  who: 'manager',
  handle: async (call) => {
    const { id, slug } = call.collective;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(badgePath(slug, 'newDoor'), 303);
    await writeTransaction(call.deps.db, (tx) => renewDoor(tx, id));
    return call.c.redirect(badgePath(slug, 'door'), 303);
  },
} satisfies Route;
