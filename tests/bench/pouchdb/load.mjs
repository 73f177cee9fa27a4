import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Packages of this bench are not the project's: they are found where the bench installed them. */
const [, , packagesFolder = ''] = process.argv;
export const load = createRequire(join(packagesFolder, 'package.json'));

/** The rest of the command line. */
export const rest = process.argv.slice(3);

/**
 * Answers each message of the bench with a number.
 *
 * @param {(message: any) => Promise<number>} answer
 */
export function serve(answer) {
  process.on('message', (message) => {
    answer(message).then(
      (value) => process.send?.({ value }),
      (error) => process.send?.({ error: String(error?.stack ?? error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ value: 0 });
}
