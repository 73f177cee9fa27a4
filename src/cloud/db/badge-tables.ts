import type { Generated } from 'kysely';
import type { PresenceState } from '../../domain/badge/presence.ts';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 006: plans, spaces, comings and goings, bills, invoices. */

export type BadgeSettingsTable = {
  readonly collective_id: string;
  readonly welcome: string;
  readonly allows_guests: Flag;
  readonly allows_site: Flag;
  readonly door_secret: string;
  readonly keep_months: number;
  readonly invoice_text: Generated<string>;
};

export type PresenceKeyTable = {
  readonly collective_id: string;
  readonly month: string;
  readonly key: string;
};

export type BadgePlanTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly current_version: number;
  readonly removed_at: string | null;
};

/** Append-only. `data` is a BadgePlan as JSON. */
export type BadgePlanVersionTable = {
  readonly plan_id: string;
  readonly version: number;
  readonly data: string;
  readonly made_at: string;
  readonly made_by: string;
};

export type BadgeSpaceTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly plan_id: string;
  readonly name: string;
  readonly places: number;
  readonly picture: string | null;
  readonly sort_order: number;
  readonly removed_at: string | null;
};

export type PresenceEventTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly kind: 'tap' | 'undo' | 'correction';
  readonly at: string;
  readonly target_id: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly space_id: string | null;
  readonly plan_id: string | null;
  readonly plan_version: number | null;
  readonly wallet_id: string | null;
  readonly card_id: string | null;
  readonly guest_id: string | null;
  readonly guest_name: string | null;
  readonly host_wallet_id: string | null;
  readonly in_at: string | null;
  readonly out_at: string | null;
  readonly is_removed: Flag;
  readonly source: 'station' | 'site' | 'office';
  readonly station_id: string | null;
  readonly seq: number | null;
  readonly made_by: string;
  readonly reason: string;
};

export type PresenceTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly space_id: string;
  readonly plan_id: string;
  readonly plan_version: number;
  readonly wallet_id: string | null;
  readonly guest_id: string | null;
  readonly guest_name: string;
  readonly host_wallet_id: string | null;
  readonly in_at: string | null;
  readonly out_at: string | null;
  readonly state: PresenceState;
  readonly is_corrected: Flag;
  readonly day: string;
  readonly stayed_minutes: number;
  readonly included: string;
  readonly months: string;
  readonly why: string;
  readonly billed_cents: number;
  readonly time_minutes: number;
  readonly paid_cents: number;
  readonly told_at: string | null;
  readonly erased_at: string | null;
};

export type PresencePaymentTable = {
  readonly id: string;
  readonly presence_id: string;
  readonly kind: 'sale' | 'sale-corrected' | 'taken' | 'given-back' | 'time';
  readonly cents: number;
  readonly minutes: number;
  readonly sale_id: string | null;
  readonly posting_id: string | null;
  readonly source_id: string | null;
  readonly means: Generated<'pass' | 'cash' | 'bank-card' | 'cheque' | 'offered' | ''>;
  readonly parts: Generated<string>;
  readonly at: string;
};

export type MembershipSharerTable = { readonly membership_id: string; readonly person_id: string };

export type PresenceConsentTable = {
  readonly person_id: string;
  readonly collective_id: string;
  readonly agreed_at: string;
};

export type BillingPartyTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly address: string;
  readonly siren: string;
  readonly removed_at: string | null;
};

export type BillingPartyPersonTable = { readonly party_id: string; readonly person_id: string };

/** Append-only. */
export type InvoiceTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly number: number;
  readonly month: string;
  readonly party_id: string | null;
  readonly person_id: string | null;
  readonly made_at: string;
  readonly made_by: string;
  readonly data: string;
  readonly total_cents: number;
};

export type BadgeTables = {
  badge_settings: BadgeSettingsTable;
  presence_key: PresenceKeyTable;
  badge_plan: BadgePlanTable;
  badge_plan_version: BadgePlanVersionTable;
  badge_space: BadgeSpaceTable;
  presence_event: PresenceEventTable;
  presence: PresenceTable;
  presence_payment: PresencePaymentTable;
  membership_sharer: MembershipSharerTable;
  presence_consent: PresenceConsentTable;
  billing_party: BillingPartyTable;
  billing_party_person: BillingPartyPersonTable;
  invoice: InvoiceTable;
};
