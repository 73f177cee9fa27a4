import type { Generated } from 'kysely';

/** Rows of migration 010: what a person asks for, and mails that are sent once. */

export type EmailChangeTable = {
  readonly id: string;
  readonly person_id: string;
  /** The new address, until it is proved. */
  readonly email: string;
  readonly code_hash: string;
  readonly tries: Generated<number>;
  readonly created_at: string;
  readonly expires_at: string;
  readonly used_at: string | null;
};

export type CardRequestTable = {
  readonly id: string;
  readonly person_id: string;
  readonly collective_id: string;
  readonly lost_card_id: string | null;
  readonly state: 'asked' | 'handed-over' | 'withdrawn';
  readonly asked_at: string;
  readonly closed_at: string | null;
  readonly card_id: string | null;
};

export type ErasureRequestTable = {
  readonly id: string;
  readonly collective_id: string;
  /** Name and address are emptied once it is done. */
  readonly name: string;
  readonly email: string;
  readonly state: 'asked' | 'done';
  readonly asked_at: string;
  readonly closed_at: string | null;
};

export type ReminderTable = {
  readonly kind: string;
  readonly subject_id: string;
  readonly person_id: string;
  readonly sent_at: string;
};

export type AccountTables = {
  email_change: EmailChangeTable;
  card_request: CardRequestTable;
  erasure_request: ErasureRequestTable;
  reminder: ReminderTable;
};
