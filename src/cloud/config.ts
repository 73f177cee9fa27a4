import { readFileSync } from 'node:fs';
import {
  CLOUD_CONFIG_ENV,
  CLOUD_CONFIG_ENV_PREFIX,
  CLOUD_CONFIG_FILE_ENV,
  cloudConfigSchema,
} from '../contract/config/cloud.ts';
import type { CloudConfigInput } from '../contract/config/cloud.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** A setting that cannot be used, as a sentence for whoever installs the cloud. */
export type ConfigFault = string;

type Environment = Readonly<Record<string, string | undefined>>;
type Settings = Readonly<Record<string, unknown>>;

const SETTING_NAMES = Object.keys(CLOUD_CONFIG_ENV) as readonly (keyof typeof CLOUD_CONFIG_ENV)[];

/**
 * The settings of the cloud: the file that TIBILLET_CLOUD_CONFIG names, then the environment,
 * then what the command line gives. An unknown name is a typo and stops the start.
 */
export function readCloudConfig(
  environment: Environment,
  given: Settings = {},
): Result<CloudConfigInput, readonly ConfigFault[]> {
  const fromFile = readSettingsFile(environment[CLOUD_CONFIG_FILE_ENV]);
  if (!fromFile.ok) return err([fromFile.error]);

  const typos = findTypos(environment);
  if (typos.length > 0) return err(typos);

  const parsed = cloudConfigSchema.safeParse({
    ...fromFile.value,
    ...readEnvironment(environment),
    ...given,
  });
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.flatMap((issue): readonly ConfigFault[] =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `Unknown setting "${key}"${suggest(key, SETTING_NAMES)}.`)
        : [`Setting ${nameOf(issue.path)}: ${issue.message}.`],
    ),
  );
}

function readSettingsFile(path: string | undefined): Result<Settings, ConfigFault> {
  if (path === undefined || path === '') return ok({});
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return err(`The settings file ${path} cannot be read. Check ${CLOUD_CONFIG_FILE_ENV}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return ok(value as Settings);
    }
    return err(`The settings file ${path} must hold one JSON object.`);
  } catch (error) {
    return err(`The settings file ${path} is not JSON: ${(error as Error).message}.`);
  }
}

/** An empty variable is one that is not set. */
const readEnvironment = (environment: Environment): Settings =>
  Object.fromEntries(
    SETTING_NAMES.map((name) => [name, environment[CLOUD_CONFIG_ENV[name]]] as const).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );

function findTypos(environment: Environment): readonly ConfigFault[] {
  const known: readonly string[] = [...Object.values(CLOUD_CONFIG_ENV), CLOUD_CONFIG_FILE_ENV];
  return Object.keys(environment)
    .filter((name) => name.startsWith(CLOUD_CONFIG_ENV_PREFIX) && !known.includes(name))
    .map((name) => `Unknown environment variable ${name}${suggest(name, known)}.`);
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = String(path[0] ?? '');
  const variable = (CLOUD_CONFIG_ENV as Readonly<Record<string, string>>)[name];
  return variable === undefined ? name : `${name} (${variable})`;
}

const TYPO_DISTANCE_MAX = 4;

function suggest(typed: string, known: readonly string[]): string {
  const nearest = known
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .toSorted((left, right) => left.distance - right.distance)[0];
  return nearest !== undefined && nearest.distance <= TYPO_DISTANCE_MAX
    ? ` (did you mean ${nearest.name}?)`
    : '';
}

/** How many letters must be added, taken away or changed to make one text of the other. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [leftIndex, letter] of Array.from(left).entries()) {
    const next = [leftIndex + 1];
    for (const [rightIndex, other] of Array.from(right).entries()) {
      const changed = (row[rightIndex] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[rightIndex + 1] ?? 0) + 1, (next[rightIndex] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
