import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';
import { readCloudConfig } from './config.ts';
import { startCloud } from './start.ts';

/**
 * One instance of the cloud as a program. Settings: see src/contract/config/cloud.ts.
 * Says `{"kind":"ready","url":...}` over IPC to whoever started it, else on its output.
 *
 * Exit codes: 0 stopped by a signal; 75 it may pass (port taken, database away); 78 the settings
 * or the files are wrong and somebody must act.
 */
await main();

async function main(): Promise<void> {
  const config = readCloudConfig(process.env);
  if (!config.ok) return fail(config.error.join('\n'), false);
  const started = await startCloud(config.value);
  if (!started.ok) return fail(started.error.sentence, started.error.mayPass);

  const ready = { kind: 'ready', url: started.value.url };
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(ready)}\n`);
  else process.send(ready);

  const stop = (): void => void started.value.stop().finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Whoever started it went away.
  process.once('disconnect', stop);
}

function fail(sentence: string, mayPass: boolean): void {
  process.stderr.write(`${sentence}\n`);
  const end = (): void => process.exit(mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY);
  if (process.send === undefined) end();
  else process.send({ kind: 'failed', reason: 'other', detail: sentence }, end);
}
