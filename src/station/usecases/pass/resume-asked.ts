import type { CommandResult, StationContext } from '../context.ts';
import { askCloud, recordGranted } from './ask-cloud.ts';

type Run = (command: () => Promise<CommandResult> | CommandResult) => Promise<CommandResult>;

/**
 * Asks again for what the cloud may have done without this station hearing of it: at the start and
 * whenever the network comes back. Money moved once, its entry is written once, and the screen says
 * what is still to be done. Asking runs beside the till; only the writing waits its turn.
 */
export function resumeAskedCommands(context: StationContext, run: Run): void {
  askAgain(context, run).catch((error: unknown) =>
    context.logger.error({ error }, 'what was asked of the cloud could not be asked again'),
  );
}

async function askAgain(context: StationContext, run: Run): Promise<void> {
  const { commands } = context.synchroniser;
  for (const command of commands.all()) {
    if (context.connection.state().kind === 'offline') return;
    await commands.alone(command.id, async () => {
      const granted = await askCloud(context, command);
      if (granted.ok) await run(() => recordGranted(context, granted.value));
    });
  }
}
