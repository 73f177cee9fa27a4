import { Command } from 'commander';
import { registerCloud } from './cloud.ts';
import { registerPair } from './pair.ts';
import { registerSeed } from './seed.ts';
import { registerStart } from './start.ts';
import { registerStation } from './station.ts';
import { registerTap } from './tap.ts';
import { registerVerify } from './verify.ts';

/**
 * `tibillet ...`. To add a command: one file beside this one that exports `registerX(program)`,
 * a line here, its exit codes in that file's head, a test in tests/.
 */
const program = new Command('tibillet').description(
  'TiBillet Station: till, badge station and member site for collectives.',
);
registerStart(program);
registerCloud(program);
registerStation(program);
registerPair(program);
registerSeed(program);
registerTap(program);
registerVerify(program);
await program.parseAsync();
