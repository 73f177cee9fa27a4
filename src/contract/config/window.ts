import { z } from 'zod';

/** Settings of the window, from the environment. Everything else belongs to the station. */
export const WINDOW_CONFIG_ENV = {
  program: 'KIOSK_PROGRAM',
  nodePath: 'KIOSK_NODE',
  fullScreen: 'KIOSK_FULL_SCREEN',
} as const;

export const windowConfigSchema = z.strictObject({
  /** What the window supervises: a station, or the whole demo (cloud and station). */
  program: z.enum(['station', 'demo']).optional(),
  /** The Node that runs the station; found beside the app when not said. */
  nodePath: z.string().min(1).optional(),
  /** 1: covers the screen, and only a manager's PIN closes it. */
  fullScreen: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1'),
});
export type WindowConfig = z.infer<typeof windowConfigSchema>;
