import { defineConfig } from 'vitest/config';

/** Kiosks and build machines have two cores; more workers only make real databases wait. */
const WORKERS_MAX = 2;

const GLOBAL_SETUPS = {
  postgres: './tests/helpers/postgres-setup.ts',
  pcscd: './tests/helpers/pcscd-setup.ts',
} as const;

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    pool: 'forks',
    maxWorkers: WORKERS_MAX,
    passWithNoTests: true,
    projects: [
      {
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'] },
      },
      {
        test: {
          name: 'station',
          include: ['tests/station/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'cloud',
          include: ['tests/cloud/**/*.test.{ts,tsx}'],
          globalSetup: [GLOBAL_SETUPS.postgres],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'reader',
          include: ['tests/reader/**/*.test.ts'],
          globalSetup: [GLOBAL_SETUPS.pcscd],
          // One pcscd and two virtual readers for the whole machine: one file at a time.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
