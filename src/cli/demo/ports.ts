import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { StartFailure } from '../../contract/supervised.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

const PORT_MAX = 65_535;

/**
 * The port to use: the one that is wanted when it is free, a free one for 0. It stays the same
 * when what listens on it is started again.
 */
export async function choosePort(wanted: {
  readonly port: number;
  /** What it is for, and how to choose another one. */
  readonly purpose: string;
  readonly option: string;
}): Promise<Result<number, StartFailure>> {
  const probe = createServer();
  try {
    probe.listen(wanted.port, '127.0.0.1');
    await once(probe, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used: ${message}`;
    const detail = `Port ${wanted.port}, for ${wanted.purpose}, ${why}. Choose another one with ${wanted.option}.`;
    return err({ reason: 'port-taken', detail });
  }
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return ok(port);
}

/** How many ports after the wanted one are tried. */
const NEXT_PORTS_MAX = 20;

/** The next free port after another one, and none that is promised already. */
export async function chooseNextPort(
  after: number,
  wanted: {
    readonly purpose: string;
    readonly option: string;
    readonly promised: readonly number[];
  },
): Promise<Result<number, StartFailure>> {
  for (let port = after + 1; port <= Math.min(after + NEXT_PORTS_MAX, PORT_MAX); port += 1) {
    if (wanted.promised.includes(port)) continue;
    const chosen = await choosePort({ ...wanted, port });
    if (chosen.ok) return chosen;
  }
  return choosePort({ ...wanted, port: 0 });
}
