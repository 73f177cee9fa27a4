import { connect } from 'node:net';
import { SERVICE_RETRY_MS } from './pcsc-limits.ts';

const SERVICE_WAIT_MS_MAX = 300;

/**
 * True when pcscd accepts a connection. Asked before pcsclite is used, because pcsclite waits for an
 * absent pcscd in a loop that takes a whole core. Where systemd starts pcscd on demand, asking starts it.
 * macOS and Windows have their own service, which always answers.
 */
export function isPcscServiceUp(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect(servicePath());
    const answer = (isUp: boolean) => (): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(SERVICE_WAIT_MS_MAX, answer(false));
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}

/**
 * Calls back once when pcscd is gone. pcsclite may hide it: asked for the readers at that moment, it
 * calls itself until pcscd is back. So we hold an idle connection, which ends with pcscd.
 */
export function watchPcscService(onLost: () => void): void {
  if (process.platform !== 'linux') return;
  const socket = connect(servicePath());
  socket.resume();
  socket.on('error', () => undefined);
  socket.once('close', () => {
    void isPcscServiceUp().then((isUp) =>
      // Only our connection was closed, or systemd already starts pcscd again.
      isUp ? setTimeout(watchPcscService, SERVICE_RETRY_MS, onLost) : onLost(),
    );
  });
}

const servicePath = (): string => process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm';
