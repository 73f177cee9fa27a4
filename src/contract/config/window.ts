import { z } from 'zod';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Settings of the window, from the environment. Everything else belongs to the station. */
export const WINDOW_CONFIG_ENV = {
  program: 'KIOSK_PROGRAM',
  nodePath: 'KIOSK_NODE',
  fullScreen: 'KIOSK_FULL_SCREEN',
  helper: 'KIOSK_HELPER',
  language: 'KIOSK_LANGUAGE',
  customerDisplay: 'KIOSK_CUSTOMER_DISPLAY',
} as const;

const PREFIX = 'KIOSK_';

const windowConfigSchema = z.strictObject({
  /** What the window supervises: a station, or the whole demo (cloud and station). */
  program: z.enum(['station', 'demo'], 'must be station or demo').optional(),
  /** The Node that runs the station; found beside the app when not said. */
  nodePath: z.string().min(1).optional(),
  /** 1: covers the screen, and only a manager's PIN closes it. */
  fullScreen: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('0')
    .transform((text) => text === '1'),
  /** Name and telephone of whoever helps when the till does not start: shown as it is. */
  helper: z.string().max(120, 'must be 120 characters at most').optional(),
  /** Of the waiting page; the station's own screen asks its user. */
  language: z.enum(['fr', 'en'], 'must be fr or en').default('fr'),
  /** The second screen for customers. auto: covers another display, when there is one and the till covers its own. */
  customerDisplay: z.enum(['auto', 'off', 'window'], 'must be auto, off or window').default('auto'),
});
export type WindowConfig = z.infer<typeof windowConfigSchema>;

/** Reads the settings; a name or a value that is not known is refused with a sentence that names it. */
export function readWindowConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<WindowConfig, string> {
  const known: readonly string[] = Object.values(WINDOW_CONFIG_ENV);
  const typos = Object.keys(environment).filter(
    (name) => name.startsWith(PREFIX) && !known.includes(name),
  );
  if (typos.length > 0) {
    return err(
      `The window's settings are wrong. Unknown variable ${typos.join(', ')}; known: ${known.join(', ')}.`,
    );
  }
  const settings = Object.fromEntries(
    Object.entries(WINDOW_CONFIG_ENV).flatMap(([name, variable]) => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = windowConfigSchema.safeParse(settings);
  if (parsed.success) return ok(parsed.data);
  const sentences = parsed.error.issues.map(
    ({ path, message }) =>
      `${WINDOW_CONFIG_ENV[path[0] as keyof typeof WINDOW_CONFIG_ENV]} ${message}`,
  );
  return err(`The window's settings are wrong. ${sentences.join('; ')}.`);
}
