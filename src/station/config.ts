import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CardUid } from '../domain/card/uid.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** A virtual Pass of the demo's tray. */
export const demoPassSchema = z.strictObject({
  uid: z.string().regex(/^([0-9A-F]{2}){4,10}$/) as unknown as z.ZodType<CardUid, CardUid>,
  label: z.strictObject({ fr: z.string().max(60), en: z.string().max(60) }),
  hint: z.strictObject({ fr: z.string().max(120), en: z.string().max(120) }),
});
export type DemoPass = z.infer<typeof demoPassSchema>;

const configSchema = z.strictObject({
  /** Folder of the journal, the key and the work database. */
  dataDir: z.string().min(1),
  /** Port of the kiosk screen on 127.0.0.1; 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(4711),
  /** Address of the cloud, without a path. */
  cloudUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** How a keyboard reader types the bytes of a UID. */
  wedgeByteOrder: z.enum(['first-byte-first', 'last-byte-first']).default('first-byte-first'),
  /** File with the Passes of the demo's tray: only a demo has one. */
  demoPassesPath: z.string().optional(),
  /** Pairs at the first start; afterwards it is ignored. */
  pairingCode: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type StationConfig = z.infer<typeof configSchema>;

/** Environment variable of each setting; a config file uses the names on the left. */
const VARIABLES = {
  dataDir: 'STATION_DATA_DIR',
  port: 'STATION_PORT',
  cloudUrl: 'STATION_CLOUD_URL',
  wedgeByteOrder: 'STATION_WEDGE_BYTE_ORDER',
  demoPassesPath: 'STATION_DEMO_PASSES',
  pairingCode: 'STATION_PAIRING_CODE',
  logLevel: 'STATION_LOG_LEVEL',
} as const satisfies Record<keyof StationConfig, string>;

const KNOWN_VARIABLES: ReadonlySet<string> = new Set([
  'STATION_CONFIG',
  ...Object.values(VARIABLES),
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
    Object.entries(VARIABLES).flatMap(([name, variable]) => {
      const value = environment[variable];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = configSchema.safeParse({ ...file.value, ...fromEnvironment });
  const typos = Object.keys(environment).filter(
    (name) => name.startsWith('STATION_') && !KNOWN_VARIABLES.has(name),
  );
  if (parsed.success && typos.length === 0) return ok(parsed.data);
  if (parsed.success) {
    return err(
      `The station's settings are wrong. Unknown variable ${typos.join(', ')}; known: ${[...KNOWN_VARIABLES].join(', ')}.`,
    );
  }
  const sentences = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `unknown setting ${issue.keys.map((key) => `"${key}"`).join(', ')}; known: ${Object.keys(VARIABLES).join(', ')}`
      : `${String(issue.path[0] ?? 'settings')} (${VARIABLES[issue.path[0] as keyof typeof VARIABLES] ?? '?'}): ${issue.message}`,
  );
  return err(`The station's settings are wrong. ${sentences.join('; ')}.`);
}

function readJsonFile(path: string): Result<Record<string, unknown>, string> {
  try {
    const content = z
      .record(z.string(), z.unknown())
      .safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return content.success ? ok(content.data) : err(`${path} must hold one JSON object.`);
  } catch (error) {
    return err(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
