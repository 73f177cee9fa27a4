/** SQLite's and PostgreSQL's words for "not now": locked, out of connections, shut down, gone. */
const BUSY_CODES = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  // serialization_failure, deadlock_detected, lock_not_available
  '40001',
  '40P01',
  '55P03',
  // too_many_connections, admin_shutdown, crash_shutdown, cannot_connect_now
  '53300',
  '57P01',
  '57P02',
  '57P03',
] as const;

/** Whether trying again later may help: the request was refused whole, nothing is half there. */
export function isDatabaseBusy(error: unknown): boolean {
  const code = codeOf(error);
  if (BUSY_CODES.some((busy) => code === busy || code.startsWith(`${busy}_`))) return true;
  // node-postgres gives no code when the server hangs up in the middle of a query.
  return error instanceof Error && error.message.startsWith('Connection terminated');
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
