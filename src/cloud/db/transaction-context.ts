import { AsyncLocalStorage } from 'node:async_hooks';

/** What `writeTransaction` and the driver below it say to each other about one attempt. */
export type TransactionContext = {
  isOpen: boolean;
  /** SQL, complete with its values, that PostgreSQL runs in the same journey as the commit. */
  lastStatement: string | null;
  /** The rows that it gave. */
  lastRows: readonly unknown[];
};

export const transactionContext = new AsyncLocalStorage<TransactionContext>();
