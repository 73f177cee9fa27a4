import { z } from 'zod';
import type { CardUid } from '../../domain/card/uid.ts';

/** A virtual Pass of the demo's tray. */
export const demoPassSchema = z.strictObject({
  uid: z.string().regex(/^([0-9A-F]{2}){4,10}$/) as unknown as z.ZodType<CardUid, CardUid>,
  label: z.strictObject({ fr: z.string().max(60), en: z.string().max(60) }),
  hint: z.strictObject({ fr: z.string().max(120), en: z.string().max(120) }),
});
export type DemoPass = z.infer<typeof demoPassSchema>;

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
