import type { PropsWithChildren } from 'hono/jsx';
import { isLanguage } from '../../../shared/i18n.ts';
import { changeLanguage, changeLook, changeName } from '../../account/change-preferences.ts';
import { readName } from '../../account/read-name.ts';
import { readableEmail } from '../../auth/email.ts';
import { listSessions } from '../../auth/session-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { writeCookie } from '../cookies.ts';
import { OWN_CALENDAR_ID, OwnCalendar } from '../feeds/own-calendar.tsx';
import { readCalendarSecret } from '../feeds/own-calendar-store.ts';
import { readForm } from '../forms.ts';
import { writeLook } from '../look.ts';
import { answerPage } from '../page.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { EMAIL_FIELD } from '../sign-in/read-email.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { AccountFrame } from './account-frame.tsx';
import { Choices, LookFields } from './look-fields.tsx';
import { lookOf } from './readability.tsx';

/** What a form of this page is about; also what the page says was done. */
const ABOUT_FIELD = 'sujet';
const NAME_FIELD = 'nom';
const LANGUAGE_FIELD = 'langue';

const DONE: Readonly<Record<string, SiteKey>> = {
  nom: 'prefs.nameDone',
  langue: 'prefs.languageDone',
  lisibilite: 'prefs.lookDone',
  adresse: 'prefs.emailDone',
  agenda: 'ownCalendar.made',
  'agenda-arrete': 'ownCalendar.stopped',
};

/** What was refused, in which part of the page, with what was typed. */
export type PreferenceProblem = {
  readonly part: 'name' | 'email';
  readonly typed: string;
  readonly problem: SiteKey;
};

/** Préférences (RULES P3): one line for each thing, with what it is now; it opens to be changed. */
export const showPreferencesRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.preferences,
  who: 'person',
  handle: (call) => answerPreferences(call, null),
} satisfies Route;

/** Changes a name, a language or how pages look; an address is changed on a page of its own. */
export const changePreferencesRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.preferences,
  who: 'person',
  handle: async (call) => {
    const { db } = call.deps;
    const { personId } = call.person;
    const form = await readForm(call, NAME_READ_MAX);
    if (!form.isOurs) return call.c.redirect(PATHS_OF_SITE.preferences, 303);
    const about = form.text(ABOUT_FIELD);
    if (about === 'nom') {
      const typed = form.text(NAME_FIELD);
      const name = readName(typed);
      if (!name.ok) {
        return answerPreferences(call, { part: 'name', typed, problem: 'prefs.nameLong' });
      }
      await writeTransaction(db, (tx) => changeName(tx, personId, name.value));
    } else if (about === 'langue') {
      const language = form.text(LANGUAGE_FIELD);
      if (!isLanguage(language)) return call.c.redirect(PATHS_OF_SITE.preferences, 303);
      await writeTransaction(db, (tx) => changeLanguage(tx, personId, language));
      writeCookie(call, 'language', language);
    } else if (about === 'lisibilite') {
      const look = lookOf(form);
      await writeTransaction(db, (tx) => changeLook(tx, personId, look));
      writeCookie(call, 'look', writeLook(look));
    }
    return call.c.redirect(preferencesDonePath(about), 303);
  },
} satisfies Route;

/** Longer names are refused; what was typed is shown again up to here. */
const NAME_READ_MAX = 300;

const preferencesDonePath = (about: string): string =>
  about in DONE ? `${PATHS_OF_SITE.preferences}?fait=${about}` : PATHS_OF_SITE.preferences;

export async function answerPreferences(
  call: PersonCall,
  refused: PreferenceProblem | null,
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const { personId } = call.person;
  const [sessions, calendarSecret] = await Promise.all([
    listSessions(call.deps.db, personId, visit.now),
    readCalendarSecret(call.deps.db, personId),
  ]);
  const about = call.c.req.query('fait') ?? '';
  const done = DONE[about];
  const title = t('prefs.title');
  return answerPage(
    call,
    visit,
    {
      title: refused === null ? title : `${t('problem.summary')} · ${title}`,
      section: 'account',
      isPrivate: true,
      body: (
        <AccountFrame visit={visit} tab="preferences">
          {refused === null && done !== undefined ? <Notice tone="done" title={t(done)} /> : null}
          <h1 class="hidden">{title}</h1>
          <div class="prefs panel">
            <NamePart visit={visit} name={call.person.name} refused={refused} />
            <EmailPart visit={visit} email={call.person.email} refused={refused} />
            <LanguagePart visit={visit} language={call.person.language} />
            <LookPart visit={visit} />
            <Pref
              id={OWN_CALENDAR_ID}
              icon="calendar"
              label={t('ownCalendar.title')}
              now={t(calendarSecret === null ? 'ownCalendar.off' : 'ownCalendar.on')}
              isOpen={about === 'agenda'}
            >
              <OwnCalendar
                visit={visit}
                publicUrl={call.deps.config.publicUrl}
                secret={calendarSecret}
              />
            </Pref>
            <PrefLink href={PATHS_OF_SITE.devices} icon="lock" label={t('prefs.devices')}>
              {t('prefs.devicesCount', { count: sessions.length })}
            </PrefLink>
            <PrefLink href={PATHS_OF_SITE.ownData} icon="list" label={t('prefs.ownData')}>
              {t('prefs.ownDataNow')}
            </PrefLink>
            <PrefLink href={PATHS_OF_SITE.leave} icon="leave" label={t('prefs.leave')}>
              {t('prefs.leaveNow')}
            </PrefLink>
          </div>
        </AccountFrame>
      ),
    },
    refused === null ? 200 : 422,
  );
}

type PartProps = {
  readonly visit: Visit;
  readonly refused: PreferenceProblem | null;
};

const NamePart = ({ visit, name, refused }: PartProps & { readonly name: string }) => {
  const { t } = visit;
  const mine = refused?.part === 'name' ? refused : null;
  return (
    <Pref
      id="nom"
      icon="user"
      label={t('prefs.name')}
      isOpen={mine !== null}
      now={name === '' ? t('prefs.nameNone') : name}
    >
      <Form visit={visit} action={PATHS_OF_SITE.preferences}>
        <input type="hidden" name={ABOUT_FIELD} value="nom" />
        <Field
          name={NAME_FIELD}
          label={t('prefs.nameLabel')}
          hint={t('prefs.nameHint')}
          type="text"
          autocomplete="name"
          maxlength={NAME_READ_MAX}
          value={mine?.typed ?? name}
          problem={mine === null ? null : t(mine.problem)}
        />
        <Button icon="check">{t('prefs.save')}</Button>
      </Form>
    </Pref>
  );
};

const EmailPart = ({ visit, email, refused }: PartProps & { readonly email: string }) => {
  const { t } = visit;
  const mine = refused?.part === 'email' ? refused : null;
  return (
    <Pref
      id="adresse"
      icon="mail"
      label={t('prefs.email')}
      isOpen={mine !== null}
      now={readableEmail(email)}
    >
      <p>{t('prefs.emailHow')}</p>
      <Form visit={visit} action={PATHS_OF_SITE.newEmail}>
        <Field
          name={EMAIL_FIELD}
          label={t('prefs.emailLabel')}
          hint={t('signIn.emailHint')}
          type="email"
          inputmode="email"
          autocomplete="email"
          maxlength={254}
          value={mine?.typed ?? ''}
          problem={mine === null ? null : t(mine.problem)}
        />
        <Button icon="mail">{t('prefs.emailSend')}</Button>
      </Form>
    </Pref>
  );
};

const LanguagePart = ({
  visit,
  language,
}: {
  readonly visit: Visit;
  readonly language: string;
}) => {
  const { t } = visit;
  // Each language is written in itself, whoever reads.
  const choices = [
    { value: 'fr', label: 'Français' },
    { value: 'en', label: 'English' },
  ];
  return (
    <Pref
      id="langue"
      icon="language"
      label={t('prefs.language')}
      now={choices.find(({ value }) => value === language)?.label ?? ''}
    >
      <Form visit={visit} action={PATHS_OF_SITE.preferences}>
        <input type="hidden" name={ABOUT_FIELD} value="langue" />
        <Choices
          legend={t('prefs.languageLabel')}
          name={LANGUAGE_FIELD}
          chosen={language}
          choices={choices}
        />
        <Button icon="check">{t('prefs.save')}</Button>
      </Form>
    </Pref>
  );
};

const LookPart = ({ visit }: { readonly visit: Visit }) => {
  const { t, look } = visit;
  const now = [
    t(`prefs.lookNow.${look.textSize}`),
    look.contrast === 'more' ? t('prefs.contrastMore') : null,
  ];
  return (
    <Pref
      id="lisibilite"
      icon="sun"
      label={t('readability.title')}
      now={now.filter((word) => word !== null).join(', ')}
    >
      <Form visit={visit} action={PATHS_OF_SITE.preferences}>
        <input type="hidden" name={ABOUT_FIELD} value="lisibilite" />
        <LookFields visit={visit} />
        <Button icon="check">{t('prefs.save')}</Button>
      </Form>
    </Pref>
  );
};

type PrefProps = PropsWithChildren<{
  readonly id: string;
  readonly icon: string;
  readonly label: string;
  readonly now: string;
  readonly isOpen?: boolean;
}>;

/** One line: what it is and what it is now. Without JavaScript too, it opens in place. */
const Pref = ({ id, icon, label, now, isOpen = false, children }: PrefProps) => (
  <details class="pref" id={id} open={isOpen}>
    <summary class="pref-line">
      <Icon name={icon} />
      <span class="pref-label">{label}</span>
      <span class="pref-now">{now}</span>
    </summary>
    <div class="pref-body">{children}</div>
  </details>
);

type PrefLinkProps = PropsWithChildren<{
  readonly href: string;
  readonly icon: string;
  readonly label: string;
}>;

const PrefLink = ({ href, icon, label, children }: PrefLinkProps) => (
  <a class="pref pref-line" href={href}>
    <Icon name={icon} />
    <span class="pref-label">{label}</span>
    <span class="pref-now">{children}</span>
  </a>
);
