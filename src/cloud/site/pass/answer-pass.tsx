import type { FoundCard } from '../../ledger/cards.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Call } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, qrPath, signInPath } from '../paths.ts';
import { EmailForm } from '../sign-in/email-form.tsx';
import type { EmailProblem } from '../sign-in/read-email.ts';
import type { SiteKey } from '../texts.ts';
import type { Visit } from '../visit.ts';

/** What a scanned Pass is to the person who looks at it. Nothing in it names a holder (RULES C5). */
export type PassView =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'free' | 'mine' | 'linked' | 'taken' | 'lost' | 'retired';
      readonly number: string;
    };

/** What to show of a card: the holder alone learns that it is theirs. */
export function viewOf(card: FoundCard | undefined, personId: PersonId | null): PassView {
  if (card === undefined) return { kind: 'unknown' };
  const { number } = card;
  switch (card.state) {
    case 'blank':
    case 'anonymous':
      return { kind: 'free', number };
    case 'linked':
      return { kind: card.personId === personId ? 'mine' : 'linked', number };
    case 'lost':
      return { kind: 'lost', number };
    case 'retired':
      return { kind: 'retired', number };
  }
}

type PassPage = {
  readonly view: PassView;
  readonly qr: string;
  readonly problem: EmailProblem | null;
};

const TITLES: Readonly<Record<PassView['kind'], SiteKey>> = {
  unknown: 'qr.unknownTitle',
  free: 'qr.freeTitle',
  mine: 'qr.mineTitle',
  linked: 'qr.linkedTitle',
  taken: 'qr.takenTitle',
  lost: 'qr.lostTitle',
  retired: 'qr.retiredTitle',
};

export function answerPass(call: Call, visit: Visit, page: PassPage): Promise<Response> {
  const { view } = page;
  const title = visit.t(TITLES[view.kind]);
  const status =
    page.problem !== null ? 422 : view.kind === 'unknown' ? 404 : view.kind === 'taken' ? 409 : 200;
  return answerPage(
    call,
    visit,
    {
      title,
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          {view.kind === 'unknown' ? null : (
            <PassDrawing
              number={view.number}
              isOff={view.kind === 'lost' || view.kind === 'retired'}
            />
          )}
          <h1>{title}</h1>
          <PassBody visit={visit} page={page} />
        </div>
      ),
    },
    status,
  );
}

type PassDrawingProps = { readonly number: string; readonly isOff: boolean };

/** The Pass as it lies in the hand: its number is printed on it, so it is no secret. */
const PassDrawing = ({ number, isOff }: PassDrawingProps) => (
  <div class={isOff ? 'pass-card pass-card-off' : 'pass-card'}>
    <Icon name="pass" />
    <span class="pass-number">{number}</span>
  </div>
);

type BodyProps = { readonly visit: Visit; readonly page: PassPage };

const PassBody = ({ visit, page }: BodyProps) => {
  const { t } = visit;
  switch (page.view.kind) {
    case 'free':
      return <FreePass visit={visit} page={page} />;
    case 'mine':
      return (
        <>
          <p class="lead">{t('qr.mineLead')}</p>
          <ButtonLink href={PATHS_OF_SITE.purse} icon="purse">
            {t('qr.toAccount')}
          </ButtonLink>
        </>
      );
    case 'linked':
      return (
        <>
          <p class="lead">{t('qr.linkedLead')}</p>
          {visit.person === null ? (
            <ButtonLink href={signInPath(PATHS_OF_SITE.purse)} icon="user">
              {t('site.signIn')}
            </ButtonLink>
          ) : null}
          <Found>{t('qr.linkedFound')}</Found>
        </>
      );
    case 'taken':
      return (
        <>
          <p class="lead">{t('qr.takenLead')}</p>
          <Found>{t('qr.takenHelp')}</Found>
        </>
      );
    case 'lost':
      return (
        <>
          <p class="lead">{t('qr.lostLead')}</p>
          <Found>{t('qr.lostFound')}</Found>
          <p>{t('qr.lostMine')}</p>
          <AskAnother visit={visit} />
        </>
      );
    case 'retired':
      return (
        <>
          <p class="lead">{t('qr.retiredLead')}</p>
          <Found>{t('qr.retiredHelp')}</Found>
          <AskAnother visit={visit} />
        </>
      );
    case 'unknown':
      return (
        <>
          <p class="lead">{t('qr.unknownLead')}</p>
          <Found>{t('qr.unknownHelp')}</Found>
        </>
      );
  }
};

/** The same for everybody: it says nothing of whose the Pass is (RULES C5). */
const AskAnother = ({ visit }: { readonly visit: Visit }) => (
  <ButtonLink
    href={visit.person === null ? signInPath(PATHS_OF_SITE.passes) : PATHS_OF_SITE.passes}
    kind="second"
    icon="pass"
  >
    {visit.t('cardRequest.askFirst')}
  </ButtonLink>
);

const Found = ({ children }: { readonly children: string }) => (
  <p class="with-icon">
    <Icon name="hand" />
    <span>{children}</span>
  </p>
);

/** Nobody's yet: link it, signed in or by proving an address (RULES C4). */
const FreePass = ({ visit, page }: BodyProps) => {
  const { t } = visit;
  return (
    <>
      <p class="lead">{t('qr.freeLead')}</p>
      {visit.person === null ? (
        <EmailForm visit={visit} action={qrPath(page.qr)} problem={page.problem} />
      ) : (
        <Form visit={visit} action={qrPath(page.qr)}>
          <p class="soft">{t('qr.linkAs', { email: visit.person.email })}</p>
          <Button icon="link">{t('qr.linkMine')}</Button>
        </Form>
      )}
      <ul class="reasons">
        {(['qr.whyOne', 'qr.whyTwo', 'qr.whyThree'] as const).map((key) => (
          <li>
            <Icon name="check" />
            {t(key)}
          </li>
        ))}
      </ul>
    </>
  );
};
