import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'node:net';

/** What the network between station and cloud does to one request. */
export type Weather =
  | { readonly kind: 'fine' }
  /** The request arrives, the answer comes that much later. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection is closed before the request arrives. */
  | { readonly kind: 'drop-request' }
  /** The request arrives and has its effect; the answer is lost. */
  | { readonly kind: 'drop-answer' }
  | { readonly kind: 'status-500' }
  /** A captive portal: 200 with a page of its own. */
  | { readonly kind: 'captive-portal' }
  /** The answer stops in the middle of its body. */
  | { readonly kind: 'cut-body' }
  /** The request stops in the middle of its body. */
  | { readonly kind: 'cut-request' };

export type ChaosProxy = {
  readonly url: string;
  readonly requests: () => number;
  readonly close: () => Promise<void>;
};

/** A real HTTP proxy whose weather is asked anew for each request. */
export async function startChaosProxy(
  targetUrl: string,
  weatherOf: (request: {
    readonly method: string;
    readonly path: string;
    readonly count: number;
  }) => Weather,
): Promise<ChaosProxy> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let count = 0;

  const server = http.createServer((request, response) => {
    count += 1;
    const weather = weatherOf({ method: request.method ?? '', path: request.url ?? '', count });
    if (weather.kind === 'drop-request') request.socket.destroy();
    else if (weather.kind === 'status-500') {
      request.resume();
      request.on('end', () => response.writeHead(500).end('upstream failed'));
    } else if (weather.kind === 'captive-portal') {
      request.resume();
      request.on('end', () =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Bienvenue</title><p>Acceptez les conditions.'),
      );
    } else forward(request, response, weather);
  });

  const forward = (
    request: http.IncomingMessage,
    response: http.ServerResponse,
    weather: Exclude<Weather, { kind: 'drop-request' | 'status-500' | 'captive-portal' }>,
  ): void => {
    const upstream = http.request(
      {
        host: target.hostname,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: request.headers,
        agent: false,
      },
      (answer) => {
        if (weather.kind === 'drop-answer') {
          answer.resume();
          answer.on('end', () => request.socket.destroy());
          return;
        }
        const send = (): void => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          if (weather.kind === 'cut-body') {
            answer.once('data', (chunk: Buffer) => {
              response.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () =>
                request.socket.destroy(),
              );
            });
          } else answer.pipe(response);
        };
        if (weather.kind === 'slow') setTimeout(send, weather.delayMs).unref();
        else send();
      },
    );
    upstream.on('error', () => request.socket.destroy());
    response.on('close', () => upstream.destroy());
    if (weather.kind === 'cut-request') {
      request.once('data', (chunk: Buffer) => {
        upstream.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
        setTimeout(() => {
          upstream.destroy();
          request.socket.destroy();
        }, 5);
      });
      request.once('end', () => request.socket.destroy());
    } else request.pipe(upstream);
  };

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
