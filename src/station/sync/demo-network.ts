import net from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/**
 * A real wire between this station and the cloud that the demo can cut: a TCP relay on loopback.
 * Cut, it drops every connection and accepts none, as a pulled cable would.
 */
export type DemoNetwork = {
  readonly baseUrl: string;
  readonly isCut: () => boolean;
  readonly setCut: (cut: boolean) => void;
  readonly close: () => void;
};

export async function createDemoNetwork(
  cloudUrl: string,
  onChange: () => void,
): Promise<DemoNetwork> {
  const target = new URL(cloudUrl);
  const open = new Set<net.Socket>();
  let isCut = false;

  const server = net.createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = net.connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isCut: () => isCut,
    setCut: (cut) => {
      isCut = cut;
      if (cut) for (const socket of open) socket.destroy();
      onChange();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
