import { connect } from 'node:net';

const SERVICE_WAIT_MS_MAX = 300;

/**
 * True when pcscd accepts a connection. Asked before pcsclite is used, because pcsclite waits for an
 * absent pcscd in a loop that takes a whole core. Where systemd starts pcscd on demand, asking starts it.
 * macOS and Windows have their own service, which always answers.
 */
export function isPcscServiceUp(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect(process.env['PCSCLITE_CSOCK_NAME'] ?? '/run/pcscd/pcscd.comm');
    const answer = (isUp: boolean) => (): void => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(SERVICE_WAIT_MS_MAX, answer(false));
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}
