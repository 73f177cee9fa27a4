import { giveConsent, takeConsentBack } from '../../badge/badge-commands.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { PATHS_OF_SITE } from '../paths.ts';
import { findPlace } from './badge-store.ts';

export const CONSENT_PATH = `${PATHS_OF_SITE.badge}/accord` as const;
export const CONSENT_FIELDS = { place: 'lieu', wish: 'visible' } as const;

/** Agrees to be named on the board of a place, or takes that back (RULES B8). */
export const changeConsentRoute = {
  method: 'POST',
  path: CONSENT_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const form = await readForm(call);
    const place = await findPlace(db, { slug: form.text(CONSENT_FIELDS.place) });
    if (!form.isOurs || place === null) return call.c.redirect(PATHS_OF_SITE.badge, 303);
    const consent = {
      personId: call.person.personId,
      collectiveId: place.collectiveId,
      at: clock(),
    };
    const isWished = form.text(CONSENT_FIELDS.wish) === 'oui';
    await writeTransaction(db, (tx) =>
      isWished ? giveConsent(tx, consent) : takeConsentBack(tx, consent),
    );
    return call.c.redirect(`${PATHS_OF_SITE.badge}?nom=${place.slug}`, 303);
  },
} satisfies Route;
