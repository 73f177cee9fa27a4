import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { CloudConfig, CloudConfigInput } from '../contract/config/cloud.ts';
import { makeUuid } from '../shared/ids.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { systemClock } from '../shared/time.ts';
import type { Clock } from '../shared/time.ts';
import { people } from './auth/people-port.ts';
import { seedDemo } from './demo/seed.ts';
import { ALL_ROUTES } from './http/all-routes.ts';
import { createApp } from './http/app.ts';
import type { CloudDeps } from './http/deps.ts';
import { JOBS } from './jobs/list.ts';
import { runJobs } from './jobs/run-jobs.ts';
import { createSmtpMail } from './mail/smtp-mail.ts';
import { openCloud } from './open-cloud.ts';
import type { CloudStartFailure } from './open-cloud.ts';
import { makeBank } from './payments/make-bank.ts';
import { createFeedWatcher } from './sync/feed-watcher.ts';

/** Requests that are being answered when it stops get this long. */
const STOP_MS_MAX = 3_000;
/** Larger than any header of ours; Node's own limit is 16 kB. */
const HEADER_WAIT_MS_MAX = 10_000;
/** A slow phone sends 2 MB in this time; longer is somebody who holds the door. */
const REQUEST_WAIT_MS_MAX = 60_000;

export type RunningCloud = {
  readonly url: string;
  readonly port: number;
  readonly deps: CloudDeps;
  /** Ends streams, waits for requests and jobs, closes the database. */
  readonly stop: () => Promise<void>;
};

/** Starts one instance of the cloud: API, site, office and jobs. The clock is another one when a day is played. */
export async function startCloud(
  input: CloudConfigInput,
  clock: Clock = systemClock,
): Promise<Result<RunningCloud, CloudStartFailure>> {
  const opened = await openCloud(input, clock);
  if (!opened.ok) return opened;
  const { db, cloudKey } = opened.value;
  if (input.demo) await seedDemo(db);

  const listening = await listen(input);
  if (!listening.ok) {
    await db.close();
    return listening;
  }
  const { server, port, handOver } = listening.value;
  const publicUrl = input.publicUrl ?? `http://${hostInUrl(input.host)}:${port}`;
  const config: CloudConfig = { ...input, port, publicUrl: publicUrl.replace(/\/+$/, '') };
  const mail = createSmtpMail(config);
  const deps: CloudDeps = {
    db,
    clock,
    makeId: makeUuid,
    cloudKey,
    logger: pino({ level: config.logLevel, base: null }, pino.destination(2)),
    config,
    mail,
    people,
    bank: await makeBank({ config, db, cloudKey, clock }),
    feedWatcher: createFeedWatcher(db),
  };
  handOver(createApp(deps, ALL_ROUTES).fetch);
  const jobs = runJobs(deps, JOBS);
  if (config.smtpUrl === undefined && !config.demo) {
    deps.logger.warn('no mail leaves: set TIBILLET_CLOUD_SMTP_URL, or nobody can sign in');
  }
  if (config.stripeKey !== undefined && config.stripeWebhookSecret === undefined) {
    deps.logger.warn('Stripe tells nothing: set TIBILLET_CLOUD_STRIPE_WEBHOOK_SECRET');
  }
  deps.logger.info({ url: config.publicUrl, database: db.kind }, 'the cloud is ready');

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    deps.feedWatcher.close();
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), STOP_MS_MAX);
    await closed;
    clearTimeout(timer);
    await jobs.stop();
    mail.close();
    await db.close();
  };
  return ok({
    url: config.publicUrl,
    port,
    deps,
    stop: () => (stopping ??= stop()),
  });
}

type Fetch = Parameters<typeof serve>[0]['fetch'];
type Listening = {
  readonly server: Server;
  readonly port: number;
  /** Requests that came before wait for the app. */
  readonly handOver: (fetch: Fetch) => void;
};

/** The port is known before the app is made, because the public address may depend on it. */
function listen(config: CloudConfigInput): Promise<Result<Listening, CloudStartFailure>> {
  const app = Promise.withResolvers<Fetch>();
  return new Promise((resolve) => {
    const server = serve(
      {
        fetch: async (request, env) => (await app.promise)(request, env),
        hostname: config.host,
        port: config.port,
        serverOptions: {
          headersTimeout: HEADER_WAIT_MS_MAX,
          requestTimeout: REQUEST_WAIT_MS_MAX,
        },
      },
      ({ port }: AddressInfo) => {
        resolve(ok({ server: server as Server, port, handOver: app.resolve }));
      },
    );
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const sentence = isTaken
        ? `Port ${config.port} of ${config.host} is taken. Choose another one.`
        : `The cloud cannot listen on ${config.host}:${config.port}: ${error.message}`;
      resolve(err({ sentence, mayPass: isTaken }));
    });
  });
}

/** 0.0.0.0 is every address of the machine; a browser needs one. */
const hostInUrl = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};
