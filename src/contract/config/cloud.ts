import { z } from 'zod';

/**
 * Settings of the cloud. Each can stand in a JSON file, or in the environment under the name
 * beside it, which wins. `tibillet cloud --help` prints the names.
 */
export const CLOUD_CONFIG_ENV = {
  dataDir: 'TIBILLET_CLOUD_DATA',
  databaseUrl: 'DATABASE_URL',
  keyFile: 'TIBILLET_CLOUD_KEY_FILE',
  host: 'TIBILLET_CLOUD_HOST',
  port: 'TIBILLET_CLOUD_PORT',
  publicUrl: 'TIBILLET_CLOUD_PUBLIC_URL',
  smtpUrl: 'TIBILLET_CLOUD_SMTP_URL',
  mailFrom: 'TIBILLET_CLOUD_MAIL_FROM',
  stripeKey: 'TIBILLET_CLOUD_STRIPE_KEY',
  stripeWebhookSecret: 'TIBILLET_CLOUD_STRIPE_WEBHOOK_SECRET',
  stripeApi: 'TIBILLET_CLOUD_STRIPE_API',
  demo: 'TIBILLET_CLOUD_DEMO',
  trustsProxy: 'TIBILLET_CLOUD_TRUST_PROXY',
  logLevel: 'TIBILLET_CLOUD_LOG',
} as const;

/** A variable that starts so and is not in the table is taken for a typo. */
export const CLOUD_CONFIG_ENV_PREFIX = 'TIBILLET_CLOUD_';

/** The path of a JSON file with the settings. */
export const CLOUD_CONFIG_FILE_ENV = 'TIBILLET_CLOUD_CONFIG';

const switchField = z.union([
  z.boolean(),
  z.enum(['0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true'),
]);

const urlField = (protocols: readonly string[]) =>
  z
    .url({
      protocol: new RegExp(`^(${protocols.map((name) => name.slice(0, -1)).join('|')})$`),
      error: `must be an address that starts with ${protocols.map((name) => `${name}//`).join(' or ')}`,
    })
    .max(500);

export const cloudConfigSchema = z.strictObject({
  /** Folder of the SQLite database and of the cloud's key. */
  dataDir: z.string().min(1).max(500).default('data/cloud'),
  /** PostgreSQL; without it the SQLite file of `dataDir`. */
  databaseUrl: urlField(['postgres:', 'postgresql:']).optional(),
  /** The cloud's signing key, `cloud.key` of `dataDir` when not said. Instances share it. */
  keyFile: z.string().min(1).max(500).optional(),
  host: z.string().min(1).max(253).default('127.0.0.1'),
  /** 0: any free port. */
  port: z.coerce
    .number('must be a number from 0 to 65535')
    .int('must be a number from 0 to 65535')
    .min(0, 'must be a number from 0 to 65535')
    .max(65_535, 'must be a number from 0 to 65535')
    .default(8080),
  /** How people reach the site; the address of `host` and `port` when not said. */
  publicUrl: urlField(['http:', 'https:']).optional(),
  /** Without it mails stay in the outbox of the demo. */
  smtpUrl: urlField(['smtp:', 'smtps:']).optional(),
  mailFrom: z.string().min(3).max(320).default('TiBillet <ne-pas-repondre@localhost>'),
  /** The network's secret key at Stripe. Without it no bank card is taken, except in the demo. */
  stripeKey: z
    .string()
    .regex(/^(sk|rk)_\S{5,250}$/, 'must be a secret key of Stripe (sk_… or rk_…)')
    .optional(),
  /** Proves that a notice comes from Stripe; it belongs to the address that Stripe calls. */
  stripeWebhookSecret: z
    .string()
    .regex(/^whsec_\S{5,250}$/, 'must be the signing secret of a webhook (whsec_…)')
    .optional(),
  /** Another server that speaks as Stripe does, for tests. */
  stripeApi: urlField(['http:', 'https:']).optional(),
  demo: switchField.default(false),
  /** A reverse proxy stands in front and sets X-Forwarded-For. */
  trustsProxy: switchField.default(false),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export type CloudConfigInput = z.infer<typeof cloudConfigSchema>;

/** The settings of a running cloud: every address is known. */
export type CloudConfig = Omit<CloudConfigInput, 'publicUrl'> & { readonly publicUrl: string };
