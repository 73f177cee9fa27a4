import type { Migration, SqlWords } from '../migration.ts';

/** All states of a membership (RULES A2), what was paid for it, and how it renews. */
export const membersMigration: Migration = {
  name: '008-members',
  statements: (sql) => [...memberships(sql)],
};

const COLUMNS =
  'id, person_id, collective_id, name, state, starts_on, ends_on, offer_id, price_id, sale_id, line_id';

/** The states had a list of three: the table is made anew with all seven, and the one that refers to it. */
const memberships = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table membership_next (
    id ${text} primary key,
    person_id ${text} not null references person (id),
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    state ${text} not null check (state in ('requested', 'approved', 'waiting-for-payment', 'active', 'ended', 'cancelled', 'refused')),
    -- The day it was asked for, until it is active.
    starts_on ${text} not null check (length(starts_on) = 10),
    ends_on ${text} check (length(ends_on) = 10 and ends_on >= starts_on),
    offer_id ${text} references membership_offer (id),
    price_id ${text} references membership_price (id),
    sale_id ${text} references sale (id),
    line_id ${text},
    -- Taken on the site: what it costs, and how it was paid. A till keeps that in its sale.
    cents ${integer} not null default 0 check (cents >= 0),
    means ${text} check (means in ('free', 'pass', 'bank-card')),
    payment_id ${text},
    posting_id ${text} references posting (id),
    -- When it was paid on the site; free counts as paid.
    paid_at ${text} check (length(paid_at) = 24),
    asked_at ${text} check (length(asked_at) = 24),
    decided_at ${text} check (length(decided_at) = 24),
    decided_by ${text} references person (id),
    -- What was said with a refusal.
    reason ${text} not null default '',
    closed_at ${text} check (length(closed_at) = 24),
    -- Whether and how the next period is paid by itself (RULES A3).
    renews ${integer} not null default 0 check (renews in (0, 1)),
    renew_means ${text} check (renew_means in ('pass', 'bank-card')),
    renew_tries ${integer} not null default 0 check (renew_tries between 0 and 4),
    renew_next_at ${text} check (length(renew_next_at) = 24),
    -- The membership of the period before, which this one goes on from.
    renewal_of ${text},
    check (renews = 0 or renew_means is not null),
    check (renew_next_at is null or renews = 1)
  ) ${keyedTable}`,
  `insert into membership_next (${COLUMNS}) select ${COLUMNS} from membership`,
  `create table membership_sharer_next (
    membership_id ${text} not null references membership_next (id),
    person_id ${text} not null references person (id),
    primary key (membership_id, person_id)
  ) ${keyedTable}`,
  `insert into membership_sharer_next select membership_id, person_id from membership_sharer`,
  `drop table membership_sharer`,
  `drop table membership`,
  `alter table membership_next rename to membership`,
  `alter table membership_sharer_next rename to membership_sharer`,
  `create index membership_sharer_by_person on membership_sharer (person_id)`,
  `create index membership_by_person on membership (person_id)`,
  `create index membership_by_sale on membership (sale_id) where sale_id is not null`,
  `create index membership_by_collective on membership (collective_id, person_id)`,
  `create index membership_to_renew on membership (renew_next_at) where renew_next_at is not null`,
  `create unique index membership_renewed_once on membership (renewal_of) where renewal_of is not null`,
];
