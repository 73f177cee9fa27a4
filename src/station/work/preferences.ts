import { z } from 'zod';
import type { Settings } from './work-database.ts';

const preferencesSchema = z.object({
  language: z.enum(['fr', 'en']).default('fr'),
  theme: z.enum(['auto', 'dark', 'light']).default('auto'),
  sound: z.boolean().default(true),
});

/** How the screen looks and sounds, kept by the station. */
export type Preferences = z.infer<typeof preferencesSchema>;

export function readPreferences(settings: Settings): Preferences {
  const parsed = preferencesSchema.safeParse(JSON.parse(settings.get('preferences') ?? '{}'));
  return parsed.success ? parsed.data : preferencesSchema.parse({});
}
