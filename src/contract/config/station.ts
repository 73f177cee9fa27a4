import { z } from 'zod';
import type { CardUid } from '../../domain/card/uid.ts';

/** A virtual Pass of the demo's tray. */
export const demoPassSchema = z.strictObject({
  uid: z.string().regex(/^([0-9A-F]{2}){4,10}$/) as unknown as z.ZodType<CardUid, CardUid>,
  label: z.strictObject({ fr: z.string().max(60), en: z.string().max(60) }),
  hint: z.strictObject({ fr: z.string().max(120), en: z.string().max(120) }),
});
export type DemoPass = z.infer<typeof demoPassSchema>;

/** A list of fixed arguments; in an environment variable it is written as JSON. */
const argumentsField = z.preprocess(
  (given) => {
    if (typeof given !== 'string') return given;
    try {
      return JSON.parse(given) as unknown;
    } catch {
      return given;
    }
  },
  z.array(z.string().max(200)).max(20),
);

/** What opens a door when a tap is accepted; a webhook, a command, or both. */
const doorFields = {
  /** Gets a POST with the tap as JSON. */
  doorWebhook: z.url({ protocol: /^https?$/ }).optional(),
  /** Sent in the header x-tibillet-secret, so that nobody else opens. */
  doorSecret: z.string().min(8).max(200).optional(),
  /** File of a program, from the root: a relay on GPIO. It runs without a shell. */
  doorCommand: z
    .string()
    .regex(/^(\/|[A-Za-z]:\\)/, 'It must be the whole path of a file.')
    .optional(),
  doorArguments: argumentsField.optional(),
  /** Longer than this it is given up. */
  doorMsMax: z.coerce.number().int().min(100).max(30_000).default(3_000),
} as const;

export const stationConfigSchema = z.strictObject({
  /** Folder of the journal, the key and the work database. */
  dataDir: z.string().min(1),
  /** Port of the kiosk screen on 127.0.0.1; 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(4711),
  /** Address of the cloud, without a path. */
  cloudUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  /** How a keyboard reader types the bytes of a UID. */
  wedgeByteOrder: z.enum(['first-byte-first', 'last-byte-first']).default('first-byte-first'),
  /** 0: does not look for readers through PC/SC, for a machine that has none. */
  pcsc: z
    .enum(['0', '1'])
    .default('1')
    .transform((text) => text === '1'),
  /** File with the Passes of the demo's tray: only a demo has one. */
  demoPassesPath: z.string().optional(),
  /** Pairs at the first start; afterwards it is ignored. */
  pairingCode: z
    .string()
    .regex(/^\d{8}$/)
    .optional(),
  /** What it is at its first start; afterwards a manager changes it at the station. */
  mode: z.enum(['till', 'badge']).optional(),
  ...doorFields,
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type StationConfig = z.infer<typeof stationConfigSchema>;

/** Environment variable of each setting; a config file uses the names on the left. */
export const STATION_CONFIG_ENV = {
  dataDir: 'STATION_DATA_DIR',
  port: 'STATION_PORT',
  cloudUrl: 'STATION_CLOUD_URL',
  wedgeByteOrder: 'STATION_WEDGE_BYTE_ORDER',
  pcsc: 'STATION_PCSC',
  demoPassesPath: 'STATION_DEMO_PASSES',
  pairingCode: 'STATION_PAIRING_CODE',
  mode: 'STATION_MODE',
  doorWebhook: 'STATION_DOOR_WEBHOOK',
  doorSecret: 'STATION_DOOR_SECRET',
  doorCommand: 'STATION_DOOR_COMMAND',
  doorArguments: 'STATION_DOOR_ARGUMENTS',
  doorMsMax: 'STATION_DOOR_MS_MAX',
  logLevel: 'STATION_LOG_LEVEL',
} as const satisfies Record<keyof StationConfig, string>;

/** Who a station is: made at its first start, then kept. */
export const stationIdentitySchema = z.object({
  stationId: z.uuid(),
  /** Lets the screen in. */
  kioskKey: z.string().regex(/^[0-9a-f]{32}$/),
});

export const demoPassesSchema = z.array(demoPassSchema).max(50);

export const preferencesSchema = z.object({
  language: z.enum(['fr', 'en']).default('fr'),
  theme: z.enum(['auto', 'dark', 'light']).default('auto'),
  sound: z.boolean().default(true),
  hand: z.enum(['right', 'left']).default('right'),
});

/** How the screen looks and sounds, kept by the station. */
export type Preferences = z.infer<typeof preferencesSchema>;
