import type { TestProject } from 'vitest/node';
import { startPcscd } from './pcscd.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Whether pcscd runs with its two virtual readers; false where it is not installed. */
    hasPcscd: boolean;
  }
}

/** The real pcscd for all the test files of a project: the machine's own, or one of ours. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const pcscd = await startPcscd();
  if (pcscd === null && process.env['CI'] === 'true') {
    throw new Error('pcscd is missing: install the Debian packages pcscd and vsmartcard-vpcd.');
  }
  project.provide('hasPcscd', pcscd !== null);
  return async () => pcscd?.stop();
}
