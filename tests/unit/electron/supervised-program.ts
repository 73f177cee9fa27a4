/**
 * A program that behaves as its first argument says, for tests of the supervisor. It runs by
 * itself under Node, as a station does.
 */
const behaviour = process.argv[2] ?? 'none';
const sayReady = (): void =>
  void process.send?.({ kind: 'ready', pid: process.pid, nodeArgs: process.execArgv });
const stayAlive = (): void => void setInterval(() => undefined, 1_000);

switch (behaviour) {
  case 'well':
    process.on('SIGTERM', () => process.exit(0));
    stayAlive();
    sayReady();
    break;
  case 'deaf-to-sigterm':
    process.on('SIGTERM', () => undefined);
    stayAlive();
    sayReady();
    break;
  case 'dies-at-once':
    process.exitCode = 1;
    process.disconnect();
    break;
  case 'wrong-settings':
    process.send?.({ kind: 'failed', reason: 'settings-wrong' }, () => process.exit(78));
    break;
  case 'never-ready':
    stayAlive();
    break;
  default:
    throw new Error(`unknown behaviour ${behaviour}`);
}
