import { readFileSync } from 'node:fs';
import { STATION_CONFIG_ENV, stationConfigSchema } from '../contract/config/station.ts';
import type { StationConfig } from '../contract/config/station.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

const KNOWN_VARIABLES: ReadonlySet<string> = new Set([
  'STATION_CONFIG',
  ...Object.values(STATION_CONFIG_ENV),
]);

/**
 * Settings from `STATION_CONFIG` (a JSON file, when given) with the environment on top. A name or
 * value that is not known is refused with a sentence that names it: nothing is guessed.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Result<StationConfig, string> {
  const path = environment['STATION_CONFIG'];
  const file = path === undefined ? ok({}) : readJsonFile(path);
  if (!file.ok) return file;
  const fromEnvironment = Object.fromEntries(
    Object.entries(STATION_CONFIG_ENV).flatMap(([name, variable]) => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = stationConfigSchema.safeParse({ ...file.value, ...fromEnvironment });
  const typos = Object.keys(environment).filter(
    (name) => name.startsWith('STATION_') && !KNOWN_VARIABLES.has(name),
  );
  if (parsed.success && typos.length === 0) {
    // Whoever finds the address of the door's webhook would open the door.
    return parsed.data.doorWebhook !== undefined && parsed.data.doorSecret === undefined
      ? err("The station's settings are wrong. doorWebhook needs doorSecret (STATION_DOOR_SECRET).")
      : ok(parsed.data);
  }
  if (parsed.success) {
    return err(
      `The station's settings are wrong. Unknown variable ${typos.join(', ')}; known: ${[...KNOWN_VARIABLES].join(', ')}.`,
    );
  }
  const sentences = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `unknown setting ${issue.keys.map((key) => `"${key}"`).join(', ')}; known: ${Object.keys(STATION_CONFIG_ENV).join(', ')}`
      : `${String(issue.path[0] ?? 'settings')} (${STATION_CONFIG_ENV[issue.path[0] as keyof typeof STATION_CONFIG_ENV] ?? '?'}): ${issue.message}`,
  );
  return err(`The station's settings are wrong. ${sentences.join('; ')}.`);
}

function readJsonFile(path: string): Result<Record<string, unknown>, string> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof content === 'object' && content !== null && !Array.isArray(content)
      ? ok(content as Record<string, unknown>)
      : err(`${path} must hold one JSON object.`);
  } catch (error) {
    return err(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
