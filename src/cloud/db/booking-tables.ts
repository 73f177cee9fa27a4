import type { Generated } from 'kysely';
import type { BookingState } from '../../domain/agenda/booking-states.ts';
import type { WaitingState } from '../../domain/agenda/waiting-states.ts';
import type { SignUpState } from '../../domain/agenda/sign-up-states.ts';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 007: bookings, waiting lists, promo codes, questions, volunteers. */

export type PromoCodeTable = {
  readonly id: string;
  readonly event_id: string;
  /** Null: every price of the event. */
  readonly price_id: string | null;
  /** Upper case. */
  readonly code: string;
  readonly kind: 'percent' | 'amount';
  /** Basis points, or cents off each place. */
  readonly value: number;
  readonly places_max: number | null;
  readonly ends_at: string | null;
  readonly removed_at: string | null;
};

export type BookingTable = {
  /** Made by the form, so that sending it twice books once. */
  readonly id: string;
  readonly content_hash: string;
  readonly event_id: string;
  readonly collective_id: string;
  readonly person_id: string;
  readonly state: BookingState;
  /** Until when its places are kept; null once they are booked. */
  readonly ends_at: string | null;
  readonly extensions: Generated<number>;
  readonly total_cents: number;
  readonly promo_code_id: string | null;
  readonly means: 'free' | 'pass' | 'bank-card' | null;
  readonly payment_id: string | null;
  readonly posting_id: string | null;
  readonly waiting_id: string | null;
  readonly made_at: string;
  readonly booked_at: string | null;
  readonly closed_at: string | null;
};

export type BookingPlaceTable = {
  /** Becomes the id of the ticket. */
  readonly id: string;
  readonly booking_id: string;
  readonly line: number;
  readonly price_id: string;
  readonly holder_name: string;
  readonly cents: number;
  /** JSON: `{assetId, cents}[]`, when the wallet paid. */
  readonly parts: Generated<string>;
  readonly state: 'kept' | 'cancelled';
  readonly cancelled_at: string | null;
};

export type WaitingEntryTable = {
  readonly id: string;
  readonly event_id: string;
  readonly person_id: string;
  readonly places: number;
  readonly state: WaitingState;
  readonly joined_at: string;
  /** The booking that holds what is offered. */
  readonly booking_id: string | null;
  readonly offer_ends_at: string | null;
  readonly closed_at: string | null;
};

export type QuestionTable = {
  readonly id: string;
  readonly event_id: string | null;
  readonly offer_id: string | null;
  readonly line: number;
  readonly label: string;
  readonly kind: 'text' | 'choice' | 'yes-no';
  /** JSON: a list of texts, for a choice. */
  readonly choices: Generated<string>;
  readonly is_required: Flag;
  readonly removed_at: string | null;
};

export type AnswerTable = {
  readonly question_id: string;
  /** The booking or the membership that it came with. */
  readonly owner_id: string;
  readonly answer: string;
};

export type ShiftTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly event_id: string | null;
  readonly name: string;
  readonly description: string;
  readonly place: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly needed: number;
  /** Null: until it starts. */
  readonly drop_out_until: string | null;
  readonly credits_time: Flag;
  readonly removed_at: string | null;
};

export type ShiftSignUpTable = {
  readonly id: string;
  readonly shift_id: string;
  readonly person_id: string;
  readonly state: SignUpState;
  readonly signed_at: string;
  readonly closed_at: string | null;
  /** JSON: `{postingId, minutes}[]`, the hours that were credited and not taken back. */
  readonly credits: Generated<string>;
};

export type BookingTables = {
  promo_code: PromoCodeTable;
  booking: BookingTable;
  booking_place: BookingPlaceTable;
  waiting_entry: WaitingEntryTable;
  question: QuestionTable;
  answer: AnswerTable;
  shift: ShiftTable;
  shift_sign_up: ShiftSignUpTable;
};
