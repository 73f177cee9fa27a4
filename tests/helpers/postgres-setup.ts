import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server to make test databases on; null where PostgreSQL is not installed. */
    postgresUrl: string | null;
  }
}

/** One private PostgreSQL server for all the test files of a project. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return async () => {};
  }
  const server = await startPostgres();
  if (server === null && process.env['CI'] === 'true') {
    throw new Error('PostgreSQL is missing: install the Debian package postgresql.');
  }
  project.provide('postgresUrl', server?.url ?? null);
  return async () => server?.stop();
}
