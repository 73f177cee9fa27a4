import type { Generated } from 'kysely';
import type { MembershipState } from '../../domain/membership/states.ts';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 003: what the site shows, who is signed in, and the mails on their way. */
export type PriceKind = 'fixed' | 'free' | 'open' | 'member';
export type WheelchairAccess = 'full' | 'partial' | 'none' | 'unknown';

/** What a collective says of itself on the site. */
export type CollectivePageTable = {
  readonly collective_id: string;
  readonly summary: string;
  readonly description: string;
  readonly opening_hours: string;
  readonly street: string;
  readonly postal_code: string;
  readonly town: string;
  readonly country: string;
  /** Millionths of a degree; null when the place is not on a map. */
  readonly latitude_e6: number | null;
  readonly longitude_e6: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** File name of a drawing. */
  readonly picture: string | null;
  /** Since migration 007: when what it says was last written. */
  readonly changed_at?: string | null;
};

export type EventTable = {
  readonly id: string;
  readonly collective_id: string;
  /** Unique within its collective. */
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly starts_at: string;
  readonly doors_at: string | null;
  readonly ends_at: string;
  readonly place_name: string;
  readonly street: string;
  readonly postal_code: string;
  readonly town: string;
  readonly country: string;
  readonly latitude_e6: number | null;
  readonly longitude_e6: number | null;
  readonly capacity: number | null;
  /** JSON: a list of words. */
  readonly tags: string;
  readonly wheelchair: WheelchairAccess;
  readonly access_note: string;
  readonly children_welcome: Flag;
  readonly children_note: string;
  readonly organiser: string;
  readonly picture: string | null;
  readonly published: Flag;
  /** A name is asked for each ticket. */
  readonly asks_names: Generated<Flag>;
  /** False: who comes, comes; nothing is booked. */
  readonly takes_bookings: Generated<Flag>;
  readonly members_only: Generated<Flag>;
  readonly per_person_max: Generated<number>;
  /** Null: until it starts. */
  readonly cancel_until?: string | null;
  /** When what it says was last written. */
  readonly changed_at?: string | null;
};

export type EventPriceTable = {
  readonly id: string;
  readonly event_id: string;
  readonly line: number;
  readonly name: string;
  readonly kind: PriceKind;
  readonly price_cents: number;
  /** `open`: the least that may be given. */
  readonly price_min_cents: number | null;
  /** Places at this price; null: as many as the event has. */
  readonly quota: number | null;
  readonly opens_at?: string | null;
  readonly closes_at?: string | null;
  /** `member`: the offer that opens this price; null: any membership of the collective. */
  readonly offer_id?: string | null;
};

/** One period of one person. A till writes the sale, the site what was paid (migration 008). */
export type MembershipTable = {
  readonly id: string;
  readonly person_id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly state: MembershipState;
  /** The day it was asked for, until it is active. */
  readonly starts_on: string;
  /** The last day; null when it does not end. */
  readonly ends_on: string | null;
  /** Null on those taken before offers were kept. */
  readonly offer_id: string | null;
  readonly price_id: string | null;
  /** The sale at a till, and its line; null when taken otherwise. */
  readonly sale_id: string | null;
  readonly line_id: string | null;
  readonly cents: Generated<number>;
  /** How it was paid on the site; null when a till took it, or nothing was paid yet. */
  readonly means?: 'free' | 'pass' | 'bank-card' | null;
  readonly payment_id?: string | null;
  readonly posting_id?: string | null;
  /** When it was paid on the site; free counts as paid. */
  readonly paid_at?: string | null;
  readonly asked_at?: string | null;
  readonly decided_at?: string | null;
  readonly decided_by?: string | null;
  readonly reason: Generated<string>;
  readonly closed_at?: string | null;
  readonly renews: Generated<Flag>;
  readonly renew_means?: 'pass' | 'bank-card' | null;
  readonly renew_tries: Generated<number>;
  readonly renew_next_at?: string | null;
  readonly renewal_of?: string | null;
};

export type SessionTable = {
  readonly id: string;
  /** SHA-256 of the cookie's secret, which is stored nowhere. */
  readonly secret_hash: string;
  readonly person_id: string;
  /** The kind of browser and machine, for the person to recognise: "Firefox, Android". */
  readonly device: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly expires_at: string;
  readonly ended_at: string | null;
};

export type SignInTable = {
  readonly id: string;
  readonly email: string;
  /** SHA-256 over the row's id and the code. */
  readonly code_hash: string;
  readonly link_hash: string;
  readonly tries: number;
  readonly language: string;
  /** Where the person goes once signed in: a path of ours. */
  readonly next_path: string;
  /** The Pass that is linked as soon as the address is proved. */
  readonly card_qr: string | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly used_at: string | null;
};

export type MailTable = {
  readonly id: string;
  readonly to_address: string;
  readonly subject: string;
  /** Emptied once sent, so that no code or name stays. */
  readonly text: string;
  readonly html: string;
  /** JSON: `MailPicture` and `MailAttachment` of src/cloud/http/deps.ts, one list. */
  readonly attachments: Generated<string>;
  readonly created_at: string;
  readonly next_try_at: string;
  readonly tries: number;
  readonly sent_at: string | null;
  readonly gave_up_at: string | null;
  readonly last_error: string | null;
};

export type SiteTables = {
  collective_page: CollectivePageTable;
  event: EventTable;
  event_price: EventPriceTable;
  membership: MembershipTable;
  session: SessionTable;
  sign_in: SignInTable;
  mail: MailTable;
};
