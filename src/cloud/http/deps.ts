import type { Logger } from 'pino';
import type { CloudConfig } from '../../contract/config/cloud.ts';
import type { CollectiveId, MakeId, PersonId, StationId } from '../../shared/ids.ts';
import type { Language } from '../../shared/i18n.ts';
import type { PublicKey, SigningKey } from '../../shared/node/crypto.ts';
import type { Clock } from '../../shared/time.ts';
import type { Db } from '../db/open-database.ts';
import type { BankPort } from '../payments/bank-port.ts';
import type { FeedWatcher } from '../sync/feed-watcher.ts';
import type { Call } from './route.ts';

/** A mail ready to leave. Texts come from resources/locales/<language>/mail.json. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly pictures?: readonly MailPicture[];
  readonly attachments?: readonly MailAttachment[];
};

/** A PNG that the mail carries and its HTML shows as `cid:<id>`. */
export type MailPicture = { readonly id: string; readonly base64: string };

/** A file beside the mail: a calendar entry, a PDF. */
export type MailAttachment = {
  /** As it is saved: `billets.pdf`. */
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
};

export type MailPort = {
  /** Throws when the mail could not be handed over: the caller decides whether to try again. */
  readonly send: (mail: Mail) => Promise<void>;
};

/** Who is signed in on the site. */
export type SignedInPerson = {
  readonly personId: PersonId;
  readonly email: string;
  /** Empty until they say it. */
  readonly name: string;
  /** What mails to them are written in. */
  readonly language: Language;
  readonly textSize: 'normal' | 'large' | 'largest';
  readonly contrast: 'normal' | 'more';
  /** Tells two sessions of one person apart; never the secret of the cookie. */
  readonly sessionId: string;
};

/** What the site brings to the app: how to know a person, and how a refused page looks. */
export type PeoplePort = {
  readonly findSignedIn: (call: Call) => Promise<SignedInPerson | null>;
  /** Where a person who is not signed in is sent by a page that needs it; `next` is the path asked. */
  readonly signInPath: (next: string) => string;
  readonly renderRefusal: (call: Call, refusal: PageRefusal) => Response | Promise<Response>;
};

/** `not-found` also stands for what the person may not see. */
export type PageRefusal = {
  readonly status: 400 | 403 | 404 | 413 | 429 | 500 | 503;
  readonly code: 'bad-request' | 'not-yours' | 'not-found' | 'too-large' | 'too-many' | 'failed';
};

/** All that a route may use. No other state lives in the process (DESIGN 6). */
export type CloudDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** Countersigns journal heads and signs tickets. */
  readonly cloudKey: SigningKey;
  readonly logger: Logger;
  readonly config: CloudConfig;
  readonly mail: MailPort;
  readonly people: PeoplePort;
  /** Null: no bank cards on the site. */
  readonly bank: BankPort | null;
  /** Tells open event streams that the feed has news. */
  readonly feedWatcher: FeedWatcher;
};

/** A station whose signature was checked. */
export type KnownStation = {
  readonly id: StationId;
  readonly name: string;
  readonly collectiveId: CollectiveId;
  readonly publicKey: PublicKey;
};

/** A collective that the signed-in person runs. */
export type ManagedCollective = {
  readonly id: CollectiveId;
  readonly slug: string;
  readonly name: string;
};
