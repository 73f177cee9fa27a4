import { preferencesSchema } from '../../contract/config/station.ts';
import type { Preferences } from '../../contract/config/station.ts';
import type { Settings } from './work-database.ts';

export function readPreferences(settings: Settings): Preferences {
  const parsed = preferencesSchema.safeParse(JSON.parse(settings.get('preferences') ?? '{}'));
  return parsed.success ? parsed.data : preferencesSchema.parse({});
}
