import type { Migration } from '../migration.ts';
import { ledgerMigration } from './001-ledger.ts';

/** In the order they are applied. A released one is never edited, moved or removed. */
export const MIGRATIONS: readonly Migration[] = [ledgerMigration];
