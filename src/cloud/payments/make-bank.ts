import type { CloudConfig } from '../../contract/config/cloud.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import type { Clock } from '../../shared/time.ts';
import type { Db } from '../db/open-database.ts';
import type { BankPort } from './bank-port.ts';
import { createDemoBank } from './demo-bank.ts';

type BankPlace = {
  readonly config: CloudConfig;
  readonly db: Db;
  readonly cloudKey: SigningKey;
  readonly clock: Clock;
};

/** Stripe when its key is set, the demo's own bank in the demo, else none: no bank cards on the site. */
export async function makeBank({
  config,
  db,
  cloudKey,
  clock,
}: BankPlace): Promise<BankPort | null> {
  const { stripeKey, stripeWebhookSecret, stripeApi, demo, publicUrl } = config;
  if (stripeKey === undefined) return demo ? createDemoBank({ db, cloudKey, publicUrl }) : null;
  // Loaded when it is used: it costs a tenth of a second and 30 MB.
  const { createStripeBank } = await import('./stripe-bank.ts');
  return createStripeBank({
    key: stripeKey,
    // Without it every notice is refused, and the job asks instead.
    webhookSecret: stripeWebhookSecret ?? '',
    apiUrl: stripeApi ?? null,
    clock,
  });
}
