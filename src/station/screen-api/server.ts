import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { StartFailure } from '../../contract/supervised.ts';
import { CUSTOMER_VIEW } from '../../contract/kiosk/customer-state.ts';
import { SCREEN_PATH } from '../../contract/kiosk/screen-state.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Station } from '../station.ts';
import { createHttpHandler, hasKioskKey, isLoopbackHost } from './http-handler.ts';
import { createScreens, SCREENS_MAX } from './screens.ts';

export type ScreenServer = {
  readonly port: number;
  /** Address of the kiosk with its key, for the window or the browser of this machine. */
  readonly kioskUrl: string;
  readonly changed: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Serves the kiosk screen on this machine only. Whoever opens it must know the kiosk key, so
 * that another page or another user of the machine cannot sell.
 */
export async function startScreenServer(deps: {
  readonly station: () => Station;
  readonly port: number;
  readonly kioskKey: string;
  readonly rendererPath: string;
  readonly picturesPath: string;
  readonly version: string;
  readonly logger: Logger;
}): Promise<Result<ScreenServer, StartFailure>> {
  const screens = createScreens(deps);
  const server = http.createServer(createHttpHandler(deps));

  server.on('upgrade', (request, socket: Duplex, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://kiosk');
    const mayEnter =
      pathname === SCREEN_PATH &&
      isLoopbackHost(request.headers.host) &&
      request.headers.origin === `http://${request.headers.host}` &&
      hasKioskKey(request, deps.kioskKey) &&
      screens.server.clients.size < SCREENS_MAX;
    if (!mayEnter) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const isCustomer = searchParams.get('view') === CUSTOMER_VIEW;
    screens.server.handleUpgrade(
      request,
      socket,
      head,
      isCustomer ? screens.welcomeCustomer : screens.welcome,
    );
  });

  server.listen(deps.port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EADDRINUSE') throw error;
    const detail = `Port ${deps.port} of this machine is taken: stop what uses it, or choose another one.`;
    return err({ reason: 'port-taken', detail });
  }
  const { port } = server.address() as AddressInfo;
  return ok({
    port,
    kioskUrl: `http://127.0.0.1:${port}/?key=${deps.kioskKey}`,
    changed: screens.changed,
    close: async () => {
      screens.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}
