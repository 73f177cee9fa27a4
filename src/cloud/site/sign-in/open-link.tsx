import { readableEmail } from '../../auth/email.ts';
import { isSecretShape } from '../../auth/secrets.ts';
import { findOpenSignIn, spendLink } from '../../auth/sign-in-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Call, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, Form } from '../parts/form.tsx';
import { linkPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { answerEntered } from './answer-entered.ts';
import { answerSpent } from './answer-spent.tsx';
import { enter } from './enter.ts';

const LINK_PATH = '/entrer/lien/:secret';

/**
 * What the link of the mail opens. It asks for one more touch: mail programs look at links before
 * people do, and looking must not use the link up.
 */
export const showLinkRoute = {
  method: 'GET',
  path: LINK_PATH,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, null);
    const { t } = visit;
    const linkSecret = readLinkSecret(call);
    const signIn = await findOpenSignIn(call.deps.db, { linkSecret }, visit.now);
    if (signIn === null) return answerSpent(call, visit, 'link');
    // The address holds a secret: it is not told to the next page.
    call.c.header('Referrer-Policy', 'no-referrer');
    return answerPage(call, visit, {
      title: t('signIn.linkTitle'),
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{t('signIn.linkTitle')}</h1>
          <p class="lead">{t('signIn.linkLead', { email: readableEmail(signIn.email) })}</p>
          <Form visit={visit} action={linkPath(linkSecret)}>
            <Button icon="user">{t('signIn.linkGo')}</Button>
          </Form>
        </div>
      ),
    });
  },
} satisfies Route;

/** Uses the link up and opens the account. */
export const openLinkRoute = {
  method: 'POST',
  path: LINK_PATH,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, null);
    const linkSecret = readLinkSecret(call);
    const form = await readForm(call);
    // The page of the link asks again with a fresh mark; nothing was used up.
    if (!form.isOurs) return call.c.redirect(linkPath(linkSecret), 303);
    const entered = await writeTransaction(call.deps.db, async (tx) => {
      const proved = await spendLink(tx, linkSecret, call.deps.clock());
      return proved.ok ? enter(tx, call, proved.value) : null;
    });
    return entered === null ? answerSpent(call, visit, 'link') : answerEntered(call, entered);
  },
} satisfies Route;

/** The secret in the address; what does not look like one finds nothing. */
function readLinkSecret(call: Call): string {
  const secret = call.c.req.param('secret') ?? '';
  return isSecretShape(secret) ? secret : '-';
}
