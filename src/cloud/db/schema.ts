import type { AccountTables } from './account-tables.ts';
import type { BadgeTables } from './badge-tables.ts';
import type { BankTables } from './bank-tables.ts';
import type { BookingTables } from './booking-tables.ts';
import type { GoodsTables } from './goods-tables.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { SiteTables } from './site-tables.ts';
import type { StationTables } from './station-tables.ts';
import type { TillTables } from './till-tables.ts';

export type MigrationTable = {
  readonly name: string;
  readonly content_hash: string;
  readonly applied_at: string;
};

/**
 * Every table of the cloud. A later migration adds its tables in its own `*-tables.ts` and joins
 * them here with `&`.
 */
export type CloudSchema = LedgerTables &
  StationTables &
  SiteTables &
  TillTables &
  GoodsTables &
  BadgeTables &
  BookingTables &
  BankTables &
  AccountTables & { readonly migration: MigrationTable };
