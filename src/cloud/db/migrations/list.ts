import type { Migration } from '../migration.ts';
import { ledgerMigration } from './001-ledger.ts';
import { stationsMigration } from './002-stations.ts';
import { siteMigration } from './003-site.ts';
import { tillMoneyMigration } from './004-till-money.ts';
import { tillGoodsMigration } from './005-till-goods.ts';
import { badgeMigration } from './006-badge.ts';
import { bookingsMigration } from './007-bookings.ts';
import { membersMigration } from './008-members.ts';
import { bankMigration } from './009-bank.ts';
import { accountMigration } from './010-account.ts';

/** In the order they are applied. A released one is never edited, moved or removed. */
export const MIGRATIONS: readonly Migration[] = [
  ledgerMigration,
  stationsMigration,
  siteMigration,
  tillMoneyMigration,
  tillGoodsMigration,
  badgeMigration,
  bookingsMigration,
  membersMigration,
  bankMigration,
  accountMigration,
];
