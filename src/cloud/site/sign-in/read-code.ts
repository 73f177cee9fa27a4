import type { SiteKey } from '../texts.ts';

/** The six digits as people type them: with spaces, dots or dashes between. */
export const readCode = (typed: string): string => typed.replaceAll(/[\s.-]/g, '');

/** What is plainly not a code costs no try. */
export function codeShapeProblem(code: string, isOurs: boolean): SiteKey | null {
  if (code === '') return 'problem.codeEmpty';
  if (!/^\d{6}$/.test(code)) return 'problem.codeShape';
  return isOurs ? null : 'problem.formOld';
}
