import { PATHS_OF_SITE } from '../paths.ts';

/** Addresses of the copies of one's own presences. */
export const EXPORT_PATHS = {
  csv: `${PATHS_OF_SITE.badge}/passages.csv`,
  json: `${PATHS_OF_SITE.badge}/passages.json`,
} as const;
