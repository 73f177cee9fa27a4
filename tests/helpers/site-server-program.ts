import { serve } from '@hono/node-server';
import { createServer } from 'node:net';
import { createApp } from '../../src/cloud/http/app.ts';
import { OFFICE_ROUTES } from '../../src/cloud/office/routes.ts';
import { SITE_ROUTES } from '../../src/cloud/site/routes.ts';
import { msOfInstant, instantFromMs } from '../../src/shared/time.ts';
import { playMoment } from './site-moments.ts';
import type { Moment } from './site-moments.ts';
import { WORLD_NOW, openSiteWorld } from './site-world.ts';

/**
 * The real site in a process of its own, on SQLite with the demo data, for tests in Chromium. It is
 * always Sunday 22 November 2026 in the evening, so that screenshots do not change by themselves.
 */
let looks = 0;
// A millisecond passes at each look: what comes later is later, and the minute stays the same.
const clock = () => {
  looks += 1;
  return instantFromMs(msOfInstant(WORLD_NOW) + looks);
};

const port = await findFreePort();
const publicUrl = `http://127.0.0.1:${port}`;
const world = await openSiteWorld({ clock, publicUrl });
const app = createApp(world.deps, [...SITE_ROUTES, ...OFFICE_ROUTES]);
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => {
  process.send?.({ kind: 'ready', url: publicUrl });
});

process.on('message', (moment: Moment) => {
  playMoment(world, moment).then(
    (value) => process.send?.({ kind: 'played', value }),
    (error: unknown) => process.send?.({ kind: 'failed', error: String(error) }),
  );
});

process.on('disconnect', () => {
  server.close();
  void world.close().then(() => process.exit(0));
});

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}
